package dev.signalbox.agent.library.springai;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * The prompt that a target is sent in the primary's place, or the reason why there is none.
 *
 * <p>ChatClient copies the primary's own options into every prompt, so what the caller asked for is what differs from them. That is
 * put into the target's own options; the rest, the model's name above all, stays the target's, or is the name the config asks for.
 */
record PromptRetarget(@Nullable Prompt prompt, @Nullable String refusal) {

    static PromptRetarget retarget(Prompt prompt, ChatModel primary, ChatModel target, @Nullable String requestName) {
        @Nullable ChatOptions asked = prompt.getOptions();
        if (requestName == null && (asked == null || target == primary)) {
            return new PromptRetarget(prompt, null);
        }
        if (prompt.getClass() != Prompt.class) {
            return refused(prompt.getClass().getName() + " cannot be rebuilt for another model");
        }
        @Nullable ChatOptions base = target == primary && asked != null ? asked : target.getOptions();
        if (base == null) {
            return refused(target.getClass().getName() + " tells no options to build a request from");
        }
        ChatOptions.Builder<?> builder = base.mutate();
        if (asked != null && target != primary) {
            @Nullable String lost = OptionsDifference.apply(asked, primary.getOptions(), builder);
            if (lost != null) {
                return refused(base.getClass().getName() + " has no place for what the caller set: " + lost);
            }
        }
        if (requestName != null) {
            if (OptionsDifference.property(base, "getDeploymentName") != null) {
                // Azure's own name for what it serves comes before a model's name, and belongs to one model.
                return refused("the model is asked for by the name of a deployment, not of a model");
            }
            builder.model(requestName);
        }
        return new PromptRetarget(new Prompt(prompt.getInstructions(), builder.build()), null);
    }

    private static PromptRetarget refused(String why) {
        return new PromptRetarget(null, why);
    }
}
