package dev.signalbox.agent.library.langchain4j;

import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import org.jspecify.annotations.Nullable;

/**
 * The request that a target is sent in the primary's place, or the reason why there is none.
 *
 * <p>A target merges its own defaults into the request, so only what the caller set explicitly needs care: the model name,
 * which belongs to the client the caller called, and parameters of a provider's own that another provider would lose.
 */
record ChatRetarget(@Nullable ChatRequest request, @Nullable String refusal) {

    static ChatRetarget retarget(
            ChatRequest request, ChatParty primary, ChatParty target, @Nullable String requestName) {
        boolean same = target.model() == primary.model();
        if (same && requestName == null) {
            return new ChatRetarget(request, null);
        }
        @Nullable String unmet = same ? null : unmetSchema(request, primary, target);
        if (unmet != null) {
            return refused(unmet);
        }
        ChatRequestParameters asked = request.parameters();
        @Nullable ChatRequestParameters carried = same ? asked : carriedTo(target, asked);
        if (carried == null) {
            return refused(asked.getClass().getName() + " holds settings of a provider's own, which "
                    + target.model().getClass().getName() + " would lose");
        }
        @Nullable ChatRequestParameters named = named(carried, requestName, target);
        if (named == null) {
            return refused("the model name '" + asked.modelName() + "' cannot be replaced in "
                    + asked.getClass().getName());
        }
        if (named == asked) {
            return new ChatRetarget(request, null);
        }
        if (request.getClass() != ChatRequest.class) {
            return refused(request.getClass().getName() + " cannot be rebuilt for another model");
        }
        return new ChatRetarget(
                ChatRequest.builder()
                        .messages(request.messages())
                        .parameters(named)
                        .build(),
                null);
    }

    /** Puts the request into a call's arguments, or says why there is none. */
    @Nullable
    String applyTo(@Nullable Object[] args) {
        if (request != null) {
            args[0] = request;
        }
        return refusal;
    }

    /**
     * A library decides by the primary's capabilities whether it asks for a JSON schema or describes the format in the
     * prompt. A target without that capability would answer such a request with any text.
     */
    private static @Nullable String unmetSchema(ChatRequest request, ChatParty primary, ChatParty target) {
        @Nullable ResponseFormat format = request.parameters().responseFormat();
        if (format == null || format.jsonSchema() == null) {
            return null;
        }
        Capability schema = Capability.RESPONSE_FORMAT_JSON_SCHEMA;
        return primary.capabilities().contains(schema) && !target.capabilities().contains(schema)
                ? "the request asks for a JSON schema, which the target does not support"
                : null;
    }

    /** The parameters as the target can take them, or null where it would lose some. */
    private static @Nullable ChatRequestParameters carriedTo(ChatParty target, ChatRequestParameters asked) {
        @Nullable ChatRequestParameters own = target.defaults();
        if (asked.getClass() == DefaultChatRequestParameters.class
                || asked.getClass().isInstance(own)) {
            return asked;
        }
        ChatRequestParameters common =
                ChatRequestParameters.builder().overrideWith(asked).build();
        return holdsOnly(common, asked) ? common : null;
    }

    /**
     * Whether a provider's parameters hold nothing but common ones. Providers have no interface that says so; their classes
     * have a public constant {@code EMPTY} by convention, and where one has not, the answer is no.
     */
    private static boolean holdsOnly(ChatRequestParameters common, ChatRequestParameters asked) {
        try {
            Object empty = asked.getClass().getField("EMPTY").get(null);
            return empty instanceof ChatRequestParameters none
                    && none.getClass() == asked.getClass()
                    && none.overrideWith(common).equals(asked);
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /**
     * The parameters with the model name the target is to be asked for: the requested one, else the target's own. The same
     * object where nothing has to change; null where the name cannot be replaced.
     */
    private static @Nullable ChatRequestParameters named(
            ChatRequestParameters asked, @Nullable String requestName, ChatParty target) {
        if (requestName == null && asked.modelName() == null) {
            return asked;
        }
        @Nullable String name = requestName != null ? requestName : target.name();
        if (name != null && name.equals(asked.modelName())) {
            return asked;
        }
        if (asked.getClass() == DefaultChatRequestParameters.class) {
            return ChatRequestParameters.builder()
                    .overrideWith(asked)
                    .modelName(name)
                    .build();
        }
        // A provider's parameters can only be overridden, not cleared; those that forget their own fields then are no
        // use.
        ChatRequestParameters named = asked.overrideWith(
                ChatRequestParameters.builder().modelName(name).build());
        return name != null && named.getClass() == asked.getClass() && name.equals(named.modelName()) ? named : null;
    }

    private static ChatRetarget refused(String why) {
        return new ChatRetarget(null, why);
    }
}
