package dev.signalbox.agent.library.langchain4j;

import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What matters of a chat model, streaming or not, when a request passes from one to another.
 *
 * @param model the model
 * @param defaults the parameters that it merges into each request
 */
record ChatParty(Object model, @Nullable ChatRequestParameters defaults) {
    static ChatParty of(Object model) {
        return new ChatParty(
                model,
                model instanceof ChatModel chat
                        ? chat.defaultRequestParameters()
                        : ((StreamingChatModel) model).defaultRequestParameters());
    }

    /** What it says it can do. */
    Set<Capability> capabilities() {
        return model instanceof ChatModel chat
                ? chat.supportedCapabilities()
                : ((StreamingChatModel) model).supportedCapabilities();
    }

    /** The name it asks its provider for; null where it does not tell. */
    @Nullable
    String name() {
        return defaults == null ? null : defaults.modelName();
    }
}
