package dev.signalbox.agent.library.springai;

import dev.signalbox.agent.site.BuiltInRetries;
import org.jspecify.annotations.Nullable;

/**
 * The retries that the clients under Spring AI's OpenAI models make by themselves. The clients are asked and not the model's options:
 * an application may have given it a client of its own, which does not follow them.
 */
final class Retries {
    private static final String[] CLIENTS = {"openAiClient", "openAiClientAsync"};

    private Retries() {}

    static @Nullable String advice(Object model) throws ReflectiveOperationException {
        int most = 0;
        try {
            for (String client : CLIENTS) {
                most = Math.max(most, retries(BuiltInRetries.read(model, "org.springframework.ai.", client)));
            }
        } catch (IllegalAccessException e) {
            return BuiltInRetries.unreadable(model, e);
        }
        return BuiltInRetries.advice(
                model, most, "maxRetries(0) in its options (with Spring Boot spring.ai.openai.max-retries: 0)");
    }

    private static int retries(@Nullable Object client) throws ReflectiveOperationException {
        @Nullable Object options = client == null ? null : BuiltInRetries.read(client, "com.openai.", "clientOptions");
        return options != null && options.getClass().getMethod("maxRetries").invoke(options) instanceof Integer retries
                ? retries
                : 0;
    }
}
