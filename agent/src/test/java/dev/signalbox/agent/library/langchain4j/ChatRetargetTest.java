package dev.signalbox.agent.library.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests made for one client as another client, or another model of the same client, puts them on the wire. */
class ChatRetargetTest {
    private final LangChain4jChat site = new LangChain4jChat();
    private final ChatServer server = new ChatServer();
    private final OpenAiChatModel large =
            server.client().modelName("large").temperature(0.9).seed(1).build();
    private final OpenAiChatModel small =
            server.client().modelName("small").temperature(0.2).user("house").build();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aPlainRequestTakesTheTargetsDefaultsAndNoneOfThePrimarys() throws Throwable {
        ChatRequest plain =
                ChatRequest.builder().messages(UserMessage.from("hi")).build();
        @Nullable Object[] args = args(plain);

        JsonNode body = sent(args, small, null);

        assertThat(args[0]).as("nothing had to change").isSameAs(plain);
        assertThat(body.get("model").asText()).isEqualTo("small");
        assertThat(body.get("temperature").asDouble()).isEqualTo(0.2);
        assertThat(body.get("user").asText()).isEqualTo("house");
        assertThat(body.has("seed")).isFalse();
    }

    @Test
    void aModelNameOfThePrimaryGivesWayToTheTargetsAndAllElseStays() throws Throwable {
        ChatRequest request = full(common().modelName("large").build());
        JsonNode forSmall = sent(args(request), small, null);
        JsonNode direct = direct(small, full(common().modelName("small").build()));

        assertThat(forSmall).isEqualTo(direct);
        assertThat(forSmall.get("model").asText()).isEqualTo("small");
        assertThat(forSmall.get("temperature").asDouble()).isEqualTo(0.5);
        assertThat(forSmall.get("top_p").asDouble()).isEqualTo(0.7);
        assertThat(forSmall.get("max_tokens").asInt()).isEqualTo(99);
        assertThat(forSmall.get("stop").get(0).asText()).isEqualTo("END");
        assertThat(forSmall.get("tools").get(0).get("function").get("name").asText())
                .isEqualTo("weather");
        assertThat(forSmall.get("tool_choice").asText()).isEqualTo("required");
        assertThat(forSmall.get("response_format").get("type").asText()).isEqualTo("json_object");
        assertThat(forSmall.get("messages")).hasSize(2);
    }

    /** LangChain4j 5740: behind its ModelRouter, customParameters and the like were lost. */
    @Test
    void aProvidersOwnSettingsSurviveTheChangeOfTheName() throws Throwable {
        JsonNode forSmall = sent(args(full(openAi().modelName("large").build())), small, null);

        assertThat(forSmall)
                .isEqualTo(direct(small, full(openAi().modelName("small").build())));
        assertThat(forSmall.get("seed").asInt()).isEqualTo(42);
        assertThat(forSmall.get("user").asText()).isEqualTo("me");
        assertThat(forSmall.get("parallel_tool_calls").asBoolean()).isTrue();
        assertThat(forSmall.get("reasoning_effort").asText()).isEqualTo("low");
        assertThat(forSmall.get("logit_bias").get("50256").asInt()).isEqualTo(-100);
        assertThat(forSmall.get("extra").asText()).isEqualTo("value");
    }

    @Test
    void theSameClientIsAskedForAnotherModelAndNothingElseChanges() throws Throwable {
        ChatRequest plain =
                ChatRequest.builder().messages(UserMessage.from("hi")).build();
        ObjectNode direct = direct(large, plain).deepCopy();

        assertThat(sent(args(plain), large, "mini")).isEqualTo(direct.put("model", "mini"));
    }

    @Test
    void theSameClientIsAskedForAnotherModelWhateverNameTheRequestHad() throws Throwable {
        ChatRequest request = full(openAi().modelName("large").build());
        ObjectNode direct = direct(large, request).deepCopy();

        assertThat(sent(args(request), large, "mini")).isEqualTo(direct.put("model", "mini"));
    }

    @Test
    void thePrimaryItselfIsAskedWithTheCallersOwnRequest() {
        ChatRequest request = full(common().modelName("special").build());
        @Nullable Object[] args = args(request);

        assertThat(site.retarget(0, args, large, large, null)).isNull();
        assertThat(args[0]).isSameAs(request);
    }

    @Test
    void optionsReachTheTarget() throws Throwable {
        Recorder target = new Recorder(DefaultChatRequestParameters.EMPTY);
        ChatRequestOptions options = ChatRequestOptions.builder()
                .listenerAttributes(Map.of("k", "v"))
                .build();
        ChatRequest plain =
                ChatRequest.builder().messages(UserMessage.from("hi")).build();
        @Nullable Object[] args = {plain, options, null, null, null, null};

        assertThat(site.retarget(1, args, large, target, null)).isNull();
        site.invoke(1, target, args);

        assertThat(target.options).isSameAs(options);
    }

    @Test
    void aProvidersOwnSettingsAreRefusedWhereTheTargetWouldLoseThem() {
        @Nullable
        String refusal = site.retarget(
                0, args(full(openAi().build())), large, new Recorder(DefaultChatRequestParameters.EMPTY), null);

        assertThat(refusal).contains("OpenAiChatRequestParameters").contains("Recorder");
    }

    @Test
    void aProvidersParametersThatHoldCommonSettingsOnlyAreCarriedToAnyTarget() throws Throwable {
        Recorder target = new Recorder(DefaultChatRequestParameters.EMPTY);
        @Nullable
        Object[] args = args(full(OpenAiChatRequestParameters.builder()
                .modelName("large")
                .temperature(0.5)
                .topP(0.7)
                .build()));

        // A target that does not tell its name gets none: its own default applies.
        assertThat(site.retarget(0, args, large, target, null)).isNull();
        site.invoke(0, target, args);

        ChatRequestParameters asked = target.request().parameters();
        assertThat(asked).isExactlyInstanceOf(DefaultChatRequestParameters.class);
        assertThat(asked.modelName()).isNull();
        assertThat(asked.temperature()).isEqualTo(0.5);
        assertThat(asked.topP()).isEqualTo(0.7);
    }

    @Test
    void aNameThatCannotBeClearedIsRefusedRatherThanSent() {
        Recorder nameless = new Recorder(OpenAiChatRequestParameters.EMPTY);

        assertThat(site.retarget(0, args(full(openAi().modelName("large").build())), large, nameless, null))
                .contains("'large'");
    }

    @Test
    void parametersThatForgetTheirOwnFieldsWhenOverriddenAreRefused() {
        Recorder target = new Recorder(new Forgetful("target"));

        assertThat(site.retarget(0, args(full(new Forgetful("large"))), large, target, null))
                .contains("Forgetful");
    }

    @Test
    void aJsonSchemaIsNotSentToATargetThatWouldIgnoreIt() {
        ChatModel withSchema = server.client()
                .modelName("large")
                .supportedCapabilities(Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA))
                .build();
        ResponseFormat schema = ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder()
                        .name("answer")
                        .rootElement(JsonObjectSchema.builder()
                                .addStringProperty("a")
                                .build())
                        .build())
                .build();
        ChatRequest request = full(common().responseFormat(schema).build());

        assertThat(site.retarget(0, args(request), withSchema, small, null)).contains("JSON schema");
        assertThat(site.retarget(0, args(request), small, withSchema, null)).isNull();
        assertThat(site.retarget(0, args(full(common().build())), withSchema, small, null))
                .isNull();
        assertThat(site.retarget(0, args(request), withSchema, withSchema, "mini"))
                .isNull();
    }

    @Test
    void namesAndTokensAreRead() throws Throwable {
        Object answer = site.invoke(0, large, args(full(common().build())));

        assertThat(site.nameOf(large)).isEqualTo("large");
        assertThat(site.nameOf(new Recorder(DefaultChatRequestParameters.EMPTY)))
                .isEmpty();
        assertThat(site.inputTokens(answer)).isEqualTo(11);
        assertThat(site.outputTokens(answer)).isEqualTo(7);
        assertThat(site.inputTokens(null)).isEqualTo(-1);
        assertThat(site.incompatible(large, small)).isNull();
        assertThat(site.incompatible(large, "no model")).contains("java.lang.String");
    }

    /** What an application may write: a response of its own type. */
    private static final class Narrow implements ChatModel {
        private static final class Own extends ChatResponse {
            Own() {
                super(ChatResponse.builder().aiMessage(dev.langchain4j.data.message.AiMessage.from("own")));
            }
        }

        @Override
        public Own chat(ChatRequest request) {
            return new Own();
        }
    }

    @Test
    void aModelThatPromisesAResponseOfItsOwnHasNoStandIn() {
        assertThat(site.incompatible(new Narrow(), small)).contains("the primary " + Narrow.Own.class.getName());
        assertThat(site.incompatible(small, new Narrow())).isNull();
        assertThat(site.retarget(0, args(full(common().build())), new Narrow(), small, null))
                .contains("the primary " + Narrow.Own.class.getName());
    }

    private JsonNode sent(@Nullable Object[] args, ChatModel target, @Nullable String requestName) throws Throwable {
        assertThat(site.retarget(0, args, large, target, requestName)).isNull();
        site.invoke(0, target, args);
        return server.body();
    }

    private JsonNode direct(ChatModel model, ChatRequest request) {
        model.chat(request);
        return server.body();
    }

    private static @Nullable Object[] args(ChatRequest request) {
        return new @Nullable Object[] {request, null, null, null, null, null};
    }

    private static ChatRequest full(ChatRequestParameters parameters) {
        return ChatRequest.builder()
                .messages(SystemMessage.from("be brief"), UserMessage.from("hi"))
                .parameters(parameters)
                .build();
    }

    private static DefaultChatRequestParameters.Builder<?> common() {
        return fill(ChatRequestParameters.builder());
    }

    private static OpenAiChatRequestParameters.Builder openAi() {
        return fill(OpenAiChatRequestParameters.builder())
                .seed(42)
                .user("me")
                .parallelToolCalls(true)
                .reasoningEffort("low")
                .logitBias(Map.of("50256", -100))
                .customParameters(Map.of("extra", "value"));
    }

    private static <T extends DefaultChatRequestParameters.Builder<T>> T fill(
            DefaultChatRequestParameters.Builder<T> to) {
        return to.temperature(0.5)
                .topP(0.7)
                .maxOutputTokens(99)
                .stopSequences(List.of("END"))
                .toolSpecifications(List.of(ToolSpecification.builder()
                        .name("weather")
                        .parameters(JsonObjectSchema.builder()
                                .addStringProperty("city")
                                .build())
                        .build()))
                .toolChoice(ToolChoice.REQUIRED)
                .responseFormat(ResponseFormat.JSON);
    }

    /** A chat model of the application's own, which keeps what it was asked. */
    private static final class Recorder implements ChatModel {
        private final ChatRequestParameters defaults;
        private @Nullable ChatRequest request;
        private @Nullable ChatRequestOptions options;

        Recorder(ChatRequestParameters defaults) {
            this.defaults = defaults;
        }

        ChatRequest request() {
            return java.util.Objects.requireNonNull(request);
        }

        @Override
        public ChatRequestParameters defaultRequestParameters() {
            return defaults;
        }

        @Override
        public ChatResponse chat(ChatRequest asked, ChatRequestOptions with) {
            request = asked;
            options = with;
            return ChatResponse.builder()
                    .aiMessage(dev.langchain4j.data.message.AiMessage.from("recorded"))
                    .build();
        }
    }

    /** Parameters of a provider that did not override the merging of its superclass. */
    private static final class Forgetful extends DefaultChatRequestParameters {
        Forgetful(String name) {
            super(DefaultChatRequestParameters.builder().modelName(name));
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
