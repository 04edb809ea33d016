package dev.signalbox.agent.library.langchain4j;

import dev.langchain4j.model.output.TokenUsage;
import org.jspecify.annotations.Nullable;

/** Reads tokens; -1 where the provider did not say. */
final class Tokens {
    private Tokens() {}

    static long input(@Nullable TokenUsage usage) {
        return usage == null ? -1 : count(usage.inputTokenCount());
    }

    static long output(@Nullable TokenUsage usage) {
        return usage == null ? -1 : count(usage.outputTokenCount());
    }

    private static long count(@Nullable Integer tokens) {
        return tokens == null ? -1 : tokens;
    }
}
