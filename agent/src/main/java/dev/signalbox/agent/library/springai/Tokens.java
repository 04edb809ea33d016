package dev.signalbox.agent.library.springai;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;

/** Reads tokens; Spring AI says 0 of both where the provider said nothing. */
final class Tokens {
    private Tokens() {}

    static long input(ChatResponse response) {
        return input(usage(response));
    }

    static long output(ChatResponse response) {
        @Nullable Usage usage = usage(response);
        return usage != null && isTold(usage) ? count(usage.getCompletionTokens()) : -1;
    }

    static long input(@Nullable Usage usage) {
        return usage != null && isTold(usage) ? count(usage.getPromptTokens()) : -1;
    }

    private static @Nullable Usage usage(ChatResponse response) {
        return response.getMetadata() == null ? null : response.getMetadata().getUsage();
    }

    private static boolean isTold(Usage usage) {
        return count(usage.getPromptTokens()) > 0 || count(usage.getCompletionTokens()) > 0;
    }

    private static long count(@Nullable Integer tokens) {
        return tokens == null ? -1 : tokens;
    }
}
