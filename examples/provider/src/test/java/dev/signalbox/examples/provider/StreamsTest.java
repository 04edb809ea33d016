package dev.signalbox.examples.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What LangChain4j's own streaming client makes of each behaviour. */
class StreamsTest {
    private Provider provider;
    private OpenAiStreamingChatModel chat;

    @BeforeEach
    void start() throws IOException {
        provider = new Provider();
        chat = OpenAiStreamingChatModel.builder()
                .baseUrl(provider.url())
                .apiKey("none")
                .modelName("large")
                .timeout(Duration.ofSeconds(1))
                .build();
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void comesInChunksWithUsage() throws Exception {
        Received received = stream();
        assertThat(received.partials).hasSize(Provider.CHUNKS);
        assertThat(String.join("", received.partials)).isEqualTo("This is large.");
        assertThat(received.end().aiMessage().text()).isEqualTo("This is large.");
        assertThat(received.end().tokenUsage().outputTokenCount()).isEqualTo(3);
    }

    @Test
    void errorComesBeforeTheFirstChunk() throws Exception {
        for (Behaviour behaviour : List.of(Behaviour.ERROR, Behaviour.RATE_LIMIT)) {
            provider.next("large", behaviour);
            Received received = stream();
            assertThat(received.partials).as(behaviour.name()).isEmpty();
            assertThat(received.failure()).isInstanceOf(LangChain4jException.class);
        }
    }

    /** The library's own reading of an error in the place of the first chunk: an answer without anything in it. */
    @Test
    void errorAsTheFirstEventIsTakenAsAnEmptyAnswer() throws Exception {
        provider.next("large", Behaviour.STREAM_ERROR);
        ChatResponse end = stream().end();
        assertThat(end.aiMessage().text()).isNull();
        assertThat(end.finishReason()).isNull();
    }

    @Test
    void cutIsAnErrorAfterSomeChunks() throws Exception {
        provider.next("large", Behaviour.CUT);
        Received received = stream();
        assertThat(received.partials).hasSize(Provider.CUT_AFTER);
        assertThat(received.failure()).isInstanceOf(Exception.class);
    }

    /** The library's own reading of a stream that ends too early: told as complete, without usage. */
    @Test
    void endWithoutDoneIsTakenAsComplete() throws Exception {
        provider.next("large", Behaviour.NO_DONE);
        Received received = stream();
        assertThat(received.partials).hasSize(Provider.CUT_AFTER);
        assertThat(received.end().tokenUsage()).isNull();
    }

    @Test
    void scriptedBehaviourIsMetOnceInOrder() throws Exception {
        provider.next("large", Behaviour.ERROR, Behaviour.OK, Behaviour.RATE_LIMIT);
        for (int i = 0; i < 4; i++) {
            stream();
        }
        assertThat(provider.since(0))
                .extracting(RecordedRequest::met)
                .containsExactly(Behaviour.ERROR, Behaviour.OK, Behaviour.RATE_LIMIT, Behaviour.OK);
    }

    @Test
    void requestsAreRecordedAsTheyCame() throws Exception {
        stream();
        long mark = provider.count();
        stream();
        List<RecordedRequest> recorded = provider.since(mark);
        assertThat(recorded).hasSize(1);
        JsonNode body = recorded.get(0).body();
        assertThat(body.get("stream").booleanValue()).isTrue();
        assertThat(body.get("messages"))
                .isEqualTo(new ObjectMapper().readTree("[{\"role\":\"user\",\"content\":\"hello\"}]"));
    }

    private Received stream() throws Exception {
        Received received = new Received();
        chat.chat("hello", received);
        received.ended.handle((end, failure) -> "").get(10, TimeUnit.SECONDS);
        return received;
    }

    private static final class Received implements StreamingChatResponseHandler {
        final List<String> partials = new CopyOnWriteArrayList<>();
        final CompletableFuture<ChatResponse> ended = new CompletableFuture<>();

        @Override
        public void onPartialResponse(String partial) {
            partials.add(partial);
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            ended.complete(response);
        }

        @Override
        public void onError(Throwable error) {
            ended.completeExceptionally(error);
        }

        ChatResponse end() {
            return ended.join();
        }

        Throwable failure() {
            return ended.handle((end, failure) -> failure).join();
        }
    }
}
