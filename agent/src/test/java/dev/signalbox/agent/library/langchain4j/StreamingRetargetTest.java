package dev.signalbox.agent.library.langchain4j;

import static dev.signalbox.agent.library.langchain4j.ChatServer.DONE;
import static dev.signalbox.agent.library.langchain4j.ChatServer.REASON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.signalbox.agent.testing.Turns;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams asked of one client as another client puts them on the wire. */
class StreamingRetargetTest {
    private final LangChain4jStreaming site = new LangChain4jStreaming();
    private final ChatServer server = new ChatServer();
    private final StreamingChatModel large =
            server.streaming().modelName("large").temperature(0.9).seed(1).build();
    private final StreamingChatModel small =
            server.streaming().modelName("small").temperature(0.2).user("house").build();

    @BeforeEach
    void answer() {
        server.play(ChatServer.stream(REASON, DONE));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static ChatRequest full(String name) {
        return ChatRequest.builder()
                .messages(UserMessage.from("hello"))
                .parameters(OpenAiChatRequestParameters.builder()
                        .modelName(name)
                        .temperature(0.5)
                        .topP(0.7)
                        .stopSequences("END")
                        .maxOutputTokens(99)
                        .seed(42)
                        .customParameters(Map.of("extra", "value"))
                        .responseFormat(ResponseFormat.JSON)
                        .toolSpecifications(ToolSpecification.builder()
                                .name("weather")
                                .parameters(JsonObjectSchema.builder()
                                        .addStringProperty("city")
                                        .build())
                                .build())
                        .build())
                .build();
    }

    private JsonNode direct(StreamingChatModel model, ChatRequest request) {
        Heard heard = new Heard();
        model.chat(request, heard);
        heard.awaitEnd();
        return server.body();
    }

    private JsonNode sent(int method, ChatRequest request, StreamingChatModel target, @Nullable String name) {
        Heard heard = new Heard();
        @Nullable
        Object[] args = method == 0
                ? new @Nullable Object[] {request, heard, null, null, null, null}
                : new @Nullable Object[] {request, ChatRequestOptions.EMPTY, heard, null, null, null};
        assertThat(site.retarget(method, args, large, target, name)).isNull();
        site.open(method, large, args, new Turns(args, target));
        heard.awaitEnd();
        return server.body();
    }

    @Test
    void theTargetIsSentAllThatWasAskedByItsOwnName() {
        JsonNode expected = direct(small, full("small"));
        for (int method = 0; method < 2; method++) {
            JsonNode body = sent(method, full("large"), small, null);

            assertThat(body).isEqualTo(expected);
            assertThat(body.get("model").asText()).isEqualTo("small");
            assertThat(body.get("temperature").asDouble()).isEqualTo(0.5);
            assertThat(body.get("seed").asInt()).isEqualTo(42);
            assertThat(body.get("extra").asText()).isEqualTo("value");
            assertThat(body.get("user").asText()).as("the target's own").isEqualTo("house");
        }
    }

    @Test
    void theSameClientIsAskedForAnotherModel() {
        assertThat(sent(0, full("large"), large, "mini")).isEqualTo(direct(large, full("mini")));
    }

    @Test
    void whatCannotBeAskedIsRefused() {
        assertThat(site.retarget(0, new @Nullable Object[] {null}, large, small, null))
                .contains("null");
        assertThat(site.incompatible(large, small)).isNull();
        assertThat(site.incompatible(large, "no model")).contains("java.lang.String");
    }
}
