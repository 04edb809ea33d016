package dev.signalbox.agent.library.springai;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * The prompt that a target is sent in the primary's place, or the reason why there is none.
 *
 * <p>ChatClient copies the primary's own options into every prompt, so what the caller asked for is what differs from them. That is
 * put into the target's own options; the rest, the model's name above all, stays the target's.
 */
record PromptRetarget(@Nullable Prompt prompt, @Nullable String refusal) {

    static PromptRetarget retarget(Prompt prompt, ChatModel primary, ChatModel target, @Nullable String requestName) {
        @Nullable ChatOptions asked = prompt.getOptions();
        if (target != primary && asked == null) {
            return new PromptRetarget(prompt, null);
        }
        if (prompt.getClass() != Prompt.class) {
            return refused(prompt.getClass().getName() + " cannot be rebuilt for another model");
        }
        @Nullable ChatOptions own = target.getOptions();
        if (target == primary) {
            @Nullable ChatOptions base = asked == null ? own : asked;
            return base == null || requestName == null
                    ? refused(target.getClass().getName() + " tells no options to ask for another model with")
                    : with(prompt, base.mutate().model(requestName).build());
        }
        if (asked == null || own == null) {
            return refused(target.getClass().getName() + " tells no options to put the caller's into");
        }
        ChatOptions.Builder<?> builder = own.mutate();
        @Nullable String lost = OptionsDifference.apply(asked, primary.getOptions(), builder);
        return lost == null
                ? with(prompt, builder.build())
                : refused(own.getClass().getName() + " has no place for what the caller set: " + lost);
    }

    private static PromptRetarget with(Prompt prompt, ChatOptions options) {
        return new PromptRetarget(new Prompt(prompt.getInstructions(), options), null);
    }

    private static PromptRetarget refused(String why) {
        return new PromptRetarget(null, why);
    }
}
