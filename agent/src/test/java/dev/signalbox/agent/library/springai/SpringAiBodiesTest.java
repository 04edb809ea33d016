package dev.signalbox.agent.library.springai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatModel.ResponseFormat;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;

/** What arrives at the target's provider, field by field, when a prompt made for the primary is put to the target. */
class SpringAiBodiesTest {
    private static final String SCHEMA = "{\"type\": \"object\", \"properties\": {\"age\": {\"type\": \"integer\"}}}";

    private final SpringAiChat site = new SpringAiChat();
    private final OpenAiServer primaries = new OpenAiServer();
    private final OpenAiServer targets = new OpenAiServer();
    private final OpenAiChatOptions defaults = primaries
            .options("gpt-4o")
            .temperature(0.7)
            .maxTokens(100)
            .toolCallbacks(new Tool("own"))
            .build();
    private final OpenAiChatModel primary =
            OpenAiChatModel.builder().options(defaults).build();

    @AfterEach
    void close() {
        primaries.close();
        targets.close();
    }

    @Test
    void whatChatClientCopiedStaysWithThePrimaryAndWhatTheCallerSetArrives() {
        JsonNode body = arrives(
                copied().topP(0.5)
                        .stop(List.of("END"))
                        .frequencyPenalty(0.25)
                        .presencePenalty(0.75)
                        .seed(42)
                        .user("ada")
                        .logitBias(Map.of("50256", -100))
                        .extraBody(Map.of("extra", "value"))
                        .build(),
                targets.options("gpt-4o-mini").temperature(0.2));

        assertThat(body.get("model").asText()).isEqualTo("gpt-4o-mini");
        assertThat(body.get("temperature").asDouble()).isEqualTo(0.2);
        assertThat(body.has("max_tokens")).isFalse();
        assertThat(body.get("top_p").asDouble()).isEqualTo(0.5);
        assertThat(body.get("stop").asText()).isEqualTo("END");
        assertThat(body.get("frequency_penalty").asDouble()).isEqualTo(0.25);
        assertThat(body.get("presence_penalty").asDouble()).isEqualTo(0.75);
        assertThat(body.get("seed").asInt()).isEqualTo(42);
        assertThat(body.get("user").asText()).isEqualTo("ada");
        assertThat(body.get("logit_bias").get("50256").asInt()).isEqualTo(-100);
        assertThat(body.get("extra").asText()).isEqualTo("value");
        assertThat(body.get("messages")).hasSize(1);
        assertThat(body.get("messages").get(0).get("content").asText()).isEqualTo("hello");
    }

    @Test
    void toolsArriveAlsoWhereTheyAreThePrimarysOwn() {
        assertThat(toolsOf(arrives(copied().build(), targets.options("m")))).containsExactly("own");
        assertThat(toolsOf(arrives(
                        copied().toolCallbacks(List.of(new Tool("asked"))).build(), targets.options("m"))))
                .containsExactly("asked");
    }

    @Test
    void toolsThatItsCallerDoesNotKnowAreNotOffered() {
        JsonNode body = arrives(
                copied().toolCallbacks(List.of()).build(), targets.options("m").toolCallbacks(new Tool("unknown")));

        assertThat(toolsOf(body)).isEmpty();
    }

    @Test
    void aResponseFormatArrivesWithItsStrictness() {
        ResponseFormat format = ResponseFormat.builder()
                .type(ResponseFormat.Type.JSON_SCHEMA)
                .jsonSchema(SCHEMA)
                .strict(false)
                .build();

        JsonNode found = arrives(copied().responseFormat(format).build(), targets.options("m"))
                .get("response_format");

        assertThat(found.get("type").asText()).isEqualTo("json_schema");
        assertThat(found.get("json_schema").get("strict").asBoolean()).isFalse();
        assertThat(found.get("json_schema").get("schema").get("properties").has("age"))
                .isTrue();
    }

    @Test
    void anOutputSchemaArrives() {
        JsonNode found = arrives(copied().outputSchema(SCHEMA).build(), targets.options("m"))
                .get("response_format");

        assertThat(found.get("json_schema").get("schema").get("properties").has("age"))
                .isTrue();
    }

    @Test
    void aFormThatItsCallerDidNotAskForIsNotAskedFor() {
        ResponseFormat json =
                ResponseFormat.builder().type(ResponseFormat.Type.JSON_OBJECT).build();

        assertThat(arrives(copied().build(), targets.options("m").responseFormat(json))
                        .has("response_format"))
                .isFalse();
    }

    @Test
    void optionsMadeByHandArriveWithoutTheirConnection() {
        OpenAiChatOptions byHand = OpenAiChatOptions.builder()
                .baseUrl("http://elsewhere.invalid")
                .apiKey("secret")
                .temperature(0.1)
                .build();

        JsonNode body = arrives(byHand, targets.options("gpt-4o-mini"));

        assertThat(body.get("model").asText()).isEqualTo("gpt-4o-mini");
        assertThat(body.get("temperature").asDouble()).isEqualTo(0.1);
    }

    @Test
    void aPromptWithoutOptionsIsAnsweredByTheTargetsOwn() {
        JsonNode body = arrives(null, targets.options("gpt-4o-mini").maxTokens(5));

        assertThat(body.get("model").asText()).isEqualTo("gpt-4o-mini");
        assertThat(body.get("max_tokens").asInt()).isEqualTo(5);
    }

    @Test
    void theSameClientIsAskedForAnotherModelWithAllElseAsItIs() {
        JsonNode body = arrives(copied().seed(42).build(), primary, "gpt-4.1-nano", primaries);

        assertThat(body.get("model").asText()).isEqualTo("gpt-4.1-nano");
        assertThat(body.get("seed").asInt()).isEqualTo(42);
        assertThat(body.get("temperature").asDouble()).isEqualTo(0.7);
        assertThat(body.get("max_tokens").asInt()).isEqualTo(100);
        assertThat(toolsOf(body)).containsExactly("own");
    }

    @Test
    void theSameClientIsAskedForAnotherModelWithoutOptionsToo() {
        JsonNode body = arrives(null, primary, "gpt-4.1-nano", primaries);

        assertThat(body.get("model").asText()).isEqualTo("gpt-4.1-nano");
        assertThat(body.get("temperature").asDouble()).isEqualTo(0.7);
    }

    @Test
    void anothersClientIsAskedForAnotherModel() {
        OpenAiChatModel target = OpenAiServer.client(targets.options("gpt-4o-mini"));

        JsonNode body = arrives(copied().seed(42).build(), target, "gpt-4.1-nano", targets);

        assertThat(body.get("model").asText()).isEqualTo("gpt-4.1-nano");
        assertThat(body.get("seed").asInt()).isEqualTo(42);
        assertThat(arrives(null, target, "gpt-4.1-nano", targets).get("model").asText())
                .isEqualTo("gpt-4.1-nano");
    }

    @Test
    void aDeploymentIsNotAskedForAsAModel() {
        OpenAiChatModel azure = OpenAiServer.client(targets.options("gpt-4o").deploymentName("eu-4o"));

        assertThat(refusal(copied().build(), azure, "mini")).contains("deployment");
        assertThat(arrives(copied().build(), azure, null, targets).get("model").asText())
                .isEqualTo("eu-4o");
    }

    @Test
    void aLimitThatTheTargetCountsOtherwiseIsARefusal() {
        OpenAiChatModel target = OpenAiServer.client(targets.options("o3").maxCompletionTokens(1_000));

        assertThat(refusal(copied().maxTokens(50).build(), target, null)).endsWith("caller set: MaxTokens");
    }

    @Test
    void aSettingThatTheBuilderTakesAndTheOptionsDropIsARefusal() {
        ChatModel generic = new Named("generic");
        Prompt prompt = new Prompt("hello", ChatOptions.builder().topK(3).build());
        @Nullable Object[] args = {prompt};

        assertThat(site.retarget(0, args, generic, OpenAiServer.client(targets.options("m")), null))
                .endsWith("caller set: TopK");
        assertThat(args[0]).isSameAs(prompt);
    }

    @Test
    void toolsAndSchemasGoToNoModelThatCannotTakeThem() {
        ChatModel generic = new Named("generic");

        assertThat(refusal(copied().build(), generic, null)).endsWith("caller set: ToolCallbacks");
        assertThat(refusal(
                        copied().toolCallbacks(List.of()).outputSchema(SCHEMA).build(), generic, null))
                .contains("OutputSchema");
    }

    @Test
    void stopSequencesAreTheSameWishUnderTwoNames() {
        OpenAiChatOptions asked =
                copied().toolCallbacks(List.of()).stop(List.of("END")).build();
        @Nullable Object[] args = {new Prompt("hello", asked)};

        assertThat(site.retarget(0, args, primary, new Named("generic"), null)).isNull();
        assertThat(((Prompt) args[0]).getOptions().getStopSequences()).containsExactly("END");
    }

    /** The primary's options as ChatClient copies them into each prompt. */
    private OpenAiChatOptions.Builder copied() {
        return defaults.mutate();
    }

    private JsonNode arrives(@Nullable ChatOptions asked, OpenAiChatOptions.Builder target) {
        return arrives(asked, OpenAiServer.client(target), null, targets);
    }

    private JsonNode arrives(
            @Nullable ChatOptions asked, ChatModel target, @Nullable String requestName, OpenAiServer at) {
        @Nullable Object[] args = {new Prompt("hello", asked), null, null, null, null, null};
        assertThat(site.retarget(0, args, primary, target, requestName)).isNull();
        assertThat(((ChatResponse) site.invoke(0, target, args[0], null, null, null, null, null)).getResults())
                .hasSize(1);
        return at.body();
    }

    private @Nullable String refusal(ChatOptions asked, ChatModel target, @Nullable String requestName) {
        return site.retarget(0, new Object[] {new Prompt("hello", asked)}, primary, target, requestName);
    }

    private static List<String> toolsOf(JsonNode body) {
        return body.path("tools").findValuesAsText("name");
    }

    /** A model of the application's own, with options of no provider. */
    private record Named(String name) implements ChatModel {
        @Override
        public ChatResponse call(Prompt prompt) {
            throw new AssertionError("not called");
        }

        @Override
        public ChatOptions getOptions() {
            return ChatOptions.builder().model(name).build();
        }
    }

    private record Tool(String name) implements ToolCallback {
        @Override
        public ToolDefinition getToolDefinition() {
            return ToolDefinition.builder()
                    .name(name)
                    .description("a tool")
                    .inputSchema("{\"type\": \"object\"}")
                    .build();
        }

        @Override
        public String call(String input) {
            throw new AssertionError("not called");
        }
    }
}
