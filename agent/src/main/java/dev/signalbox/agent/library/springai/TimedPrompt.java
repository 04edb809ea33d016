package dev.signalbox.agent.library.springai;

import dev.signalbox.core.site.CancellableCall;
import java.lang.reflect.Method;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * A prompt to OpenAI's client with a time limit of its own. That client's HTTP client does not end a request for an interrupt, so the
 * request is given the limit; but its retries do end for one, and come after it.
 */
final class TimedPrompt implements CancellableCall {
    private static final String MODEL = "org.springframework.ai.openai.OpenAiChatModel";
    private static final String OPTIONS = "org.springframework.ai.openai.OpenAiChatOptions";

    private final Prompt prompt;

    private TimedPrompt(Prompt prompt) {
        this.prompt = prompt;
    }

    /** Whether a model is OpenAI's, for which this was tried. */
    static boolean fits(Object model) {
        return model.getClass().getName().equals(MODEL);
    }

    /** The prompt with its limit; null where it has no place for one. */
    static @Nullable TimedPrompt of(ChatModel model, Prompt asked, long nanos) throws ReflectiveOperationException {
        @Nullable ChatOptions own = asked.getOptions();
        @Nullable ChatOptions base = own == null ? model.getOptions() : own;
        if (!fits(model)
                || asked.getClass() != Prompt.class
                || base == null
                || !base.getClass().getName().equals(OPTIONS)) {
            return null;
        }
        Duration limit = Duration.ofNanos(nanos);
        if (OptionsDifference.property(base, "getTimeout") instanceof Duration shorter
                && shorter.compareTo(limit) < 0) {
            limit = shorter;
        }
        ChatOptions.Builder<?> builder = base.mutate();
        Method timeout = builder.getClass().getMethod("timeout", Duration.class);
        timeout.invoke(builder, limit);
        return new TimedPrompt(new Prompt(asked.getInstructions(), builder.build()));
    }

    @Override
    public @Nullable Object invoke(
            int method,
            Object target,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5) {
        return ((ChatModel) target).call(prompt);
    }

    @Override
    public boolean byInterrupt() {
        return true;
    }

    @Override
    public void cancel() {}

    @Override
    public void close() {}
}
