package dev.signalbox.agent.library.langchain4j;

import dev.signalbox.agent.site.BuiltInRetries;
import org.jspecify.annotations.Nullable;

/** The retries that LangChain4j's clients make by themselves: by convention each has their number in a field of the same name. */
final class Retries {
    private Retries() {}

    static @Nullable String advice(Object model) {
        try {
            return BuiltInRetries.read(model, "dev.langchain4j.", "maxRetries") instanceof Integer retries
                    ? BuiltInRetries.advice(model, retries, "maxRetries(0) in its builder")
                    : null;
        } catch (IllegalAccessException e) {
            return BuiltInRetries.unreadable(model, e);
        }
    }
}
