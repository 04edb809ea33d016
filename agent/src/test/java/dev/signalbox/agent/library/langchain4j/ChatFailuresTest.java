package dev.signalbox.agent.library.langchain4j;

import static dev.signalbox.core.site.FailureClass.CALLER;
import static dev.signalbox.core.site.FailureClass.CANCELLED;
import static dev.signalbox.core.site.FailureClass.OVERLOAD;
import static dev.signalbox.core.site.FailureClass.TOO_LARGE;
import static dev.signalbox.core.site.FailureClass.TRANSIENT;
import static dev.signalbox.core.site.FailureClass.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AsyncNotSupportedException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.core.site.FailureClass;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults of a real server, met through LangChain4j's own OpenAI client. */
class ChatFailuresTest {
    private static final ChatRequest HELLO =
            ChatRequest.builder().messages(UserMessage.from("hello")).build();

    private final LangChain4jChat site = new LangChain4jChat();
    private final ChatServer server = new ChatServer();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            500 | TRANSIENT   | The server had an error
            502 | TRANSIENT   | Bad gateway
            503 | TRANSIENT   | The engine is currently overloaded
            529 | OVERLOAD    | Overloaded
            408 | TRANSIENT   | Request timeout
            409 | TRANSIENT   | Could not acquire a lock
            429 | OVERLOAD    | Rate limit reached for gpt-4o in organization org
            429 | OVERLOAD    | Too many tokens, please wait before trying again.
            429 | TOO_LARGE   | Request too large for gpt-4o on tokens per min (TPM): Limit 30000, Requested 40000.
            401 | UNAVAILABLE | Incorrect API key provided
            402 | UNAVAILABLE | Insufficient balance
            403 | UNAVAILABLE | Country not supported
            404 | UNAVAILABLE | The model does not exist
            413 | TOO_LARGE   | Payload too large
            400 | CALLER      | Invalid value for 'temperature'
            422 | CALLER      | Unprocessable
            400 | CALLER      | The response was filtered due to the prompt triggering a content_filter
            400 | TOO_LARGE   | This model's maximum context length is 8192 tokens. However, your messages resulted in 9001
            400 | TOO_LARGE   | context_length_exceeded
            400 | TOO_LARGE   | Your input exceeds the context window of this model.
            400 | TOO_LARGE   | prompt is too long: 210000 tokens > 200000 maximum
            400 | TOO_LARGE   | The input token count (9) exceeds the maximum number of tokens allowed (8)
            400 | TOO_LARGE   | the request exceeds the available context size
            """)
    void anAnswerThatIsAnErrorIsClassifiedByItsStatusAndMessage(int status, FailureClass expected, String message) {
        server.play(ChatServer.answer(status, "{\"error\": {\"message\": \"" + message + "\"}}"));

        assertThat(failure(server.client().modelName("m").build())).isEqualTo(expected);
    }

    @Test
    void aRefusedConnectionIsPassing() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        ChatModel model =
                server.client().baseUrl("http://127.0.0.1:" + free + "/v1").build();

        assertThat(failure(model)).isEqualTo(TRANSIENT);
    }

    @Test
    void aHostThatDoesNotExistIsUnavailable() {
        ChatModel model =
                server.client().baseUrl("http://no-such-host.invalid/v1").build();

        assertThat(failure(model)).isEqualTo(UNAVAILABLE);
    }

    @Test
    void aHangingServerIsPassing() {
        server.play(server.hang());

        assertThat(failure(server.client().timeout(Duration.ofMillis(200)).build()))
                .isEqualTo(TRANSIENT);
    }

    @Test
    void aTruncatedBodyIsPassing() {
        server.play(ChatServer.truncate());

        assertThat(failure(server.client().build())).isEqualTo(TRANSIENT);
    }

    @Test
    void anAnswerThatIsNoJsonIsPassing() {
        server.play(ChatServer.answer(200, "<html>Bad gateway</html>"));

        assertThat(failure(server.client().build())).isEqualTo(TRANSIENT);
    }

    @Test
    void anAnswerWithoutChoicesIsPassing() {
        server.play(ChatServer.answer(200, "{}"));

        assertThat(failure(server.client().build())).isEqualTo(TRANSIENT);
    }

    @Test
    void aParameterTheProviderDoesNotHaveFitsAnotherModel() {
        ChatRequest topK = ChatRequest.builder()
                .messages(UserMessage.from("hello"))
                .topK(3)
                .build();

        FailureClass found = failure(server.client().build(), topK);

        assertThat(found.failsOver()).isTrue();
        assertThat(found.countsAgainstHealth()).isFalse();
    }

    @Test
    void aMissingRequestIsTheCallers() {
        assertThat(failure(server.client().build(), null)).isEqualTo(CALLER);
    }

    @Test
    void aFilteredAnswerIsTheCallers() {
        assertThat(site.classify(new ContentFilteredException("no"))).isEqualTo(CALLER);
    }

    @Test
    void causesAreFoundWhateverIsWrappedAroundThem() {
        assertThat(site.classify(new RuntimeException(new LangChain4jException(new UnknownHostException("x")))))
                .isEqualTo(UNAVAILABLE);
        assertThat(site.classify(new IllegalStateException(new RuntimeException(new IOException("reset")))))
                .isEqualTo(TRANSIENT);
    }

    @Test
    void whatAFutureWrapsIsWhatFailed() {
        assertThat(site.classify(new CompletionException(new IllegalArgumentException("topK"))))
                .isEqualTo(CALLER);
        assertThat(site.classify(new ExecutionException(new CompletionException(new NullPointerException()))))
                .isEqualTo(CALLER);
        assertThat(site.classify(new CompletionException(new IllegalStateException("the weights are gone"))))
                .isEqualTo(TRANSIENT);
        assertThat(site.classify(new CompletionException(new AsyncNotSupportedException("no"))))
                .as("another chain may do it, and the node is not to blame")
                .isEqualTo(TOO_LARGE);
        assertThat(FailureClass.universal(new CompletionException(new CancellationException())))
                .isEqualTo(CANCELLED);
    }

    @Test
    void aModelOfTheApplicationThatBreaksIsPassing() {
        assertThat(site.classify(new IllegalStateException("the weights are gone")))
                .isEqualTo(TRANSIENT);
    }

    @Test
    void aChainOfCausesThatIsACircleEnds() {
        RuntimeException outer = new RuntimeException("outer");
        outer.initCause(new RuntimeException("inner", outer));

        assertThat(site.classify(outer)).isEqualTo(TRANSIENT);
    }

    @Test
    void noRoomIsToldInTheLibrarysOwnType() {
        RuntimeException rejection = site.rejection("no chain may run");

        assertThat(rejection)
                .isInstanceOf(dev.langchain4j.exception.RateLimitException.class)
                .hasMessage("no chain may run");
        assertThat(site.classify(rejection)).isEqualTo(OVERLOAD);
    }

    private FailureClass failure(ChatModel model) {
        return failure(model, HELLO);
    }

    private FailureClass failure(ChatModel model, @Nullable ChatRequest request) {
        Throwable thrown = catchThrowable(() -> site.invoke(0, model, new @Nullable Object[] {request, null}));
        assertThat(thrown).isNotNull();
        assertThat(FailureClass.universal(thrown)).isNull();
        return site.classify(thrown);
    }
}
