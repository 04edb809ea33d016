package dev.signalbox.agent.library.springai;

import static dev.signalbox.core.site.FailureClass.CALLER;
import static dev.signalbox.core.site.FailureClass.TRANSIENT;
import static dev.signalbox.core.site.FailureClass.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.signalbox.core.site.FailureClass;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;

/** Faults of a real server, met through Spring AI's own OpenAI client: by calls and by streams. */
class SpringAiFailuresTest {
    private final SpringAiChat site = new SpringAiChat();
    private final OpenAiServer server = new OpenAiServer();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            500 | TRANSIENT   | fault                   | The server had an error
            502 | TRANSIENT   | fault                   | Bad gateway
            503 | TRANSIENT   | fault                   | The engine is currently overloaded
            529 | OVERLOAD    | fault                   | Overloaded
            408 | TRANSIENT   | fault                   | Request timeout
            409 | TRANSIENT   | fault                   | Could not acquire a lock
            429 | OVERLOAD    | rate_limit_exceeded     | Rate limit reached for gpt-4o in organization org
            429 | TOO_LARGE   | rate_limit_exceeded     | Request too large for gpt-4o on tokens per min (TPM)
            401 | UNAVAILABLE | invalid_api_key         | Incorrect API key provided
            403 | UNAVAILABLE | fault                   | Country not supported
            404 | UNAVAILABLE | model_not_found         | The model does not exist
            413 | TOO_LARGE   | fault                   | Payload too large
            400 | CALLER      | fault                   | Invalid value for 'temperature'
            422 | CALLER      | fault                   | Unprocessable
            400 | CALLER      | content_filter          | The response was filtered
            400 | TOO_LARGE   | fault                   | This model's maximum context length is 8192 tokens.
            400 | TOO_LARGE   | context_length_exceeded | Your messages resulted in too much
            """)
    void anAnswerThatIsAnErrorIsClassifiedByItsStatusMessageAndCode(
            int status, FailureClass expected, String code, String message) {
        server.play(OpenAiServer.answer(
                status, "{\"error\": {\"message\": \"" + message + "\", \"code\": \"" + code + "\"}}"));

        assertThat(called(server.client("m"))).isEqualTo(expected);
        assertThat(streamed(server.client("m"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Retry-After, 20, 20000",
        "Retry-After-Ms, 250, 250",
        "retry-after, soon, -1",
        "X-Other, 20, -1",
    })
    void howLongToWaitIsReadFromTheAnswersHeaders(String header, String value, long millis) {
        server.play(OpenAiServer.answer(429, "{\"error\": {\"message\": \"slow down\"}}", header, value));
        ChatModel model = server.client("m");

        long nanos = millis < 0 ? -1 : Duration.ofMillis(millis).toNanos();
        assertThat(site.retryAfterNanos(
                        catchThrowable(() -> site.invoke(0, model, new Object[] {new Prompt("hello")}))))
                .isEqualTo(nanos);
        assertThat(site.retryAfterNanos(
                        catchThrowable(() -> model.stream(new Prompt("hello")).blockLast())))
                .isEqualTo(nanos);
    }

    @Test
    void aRefusedConnectionIsPassing() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        ChatModel model = OpenAiServer.client(server.options("m").baseUrl("http://127.0.0.1:" + free + "/v1"));

        assertThat(called(model)).isEqualTo(TRANSIENT);
        assertThat(streamed(model)).isEqualTo(TRANSIENT);
    }

    @Test
    void aHostThatDoesNotExistIsUnavailable() {
        ChatModel model = OpenAiServer.client(server.options("m").baseUrl("http://no-such-host.invalid/v1"));

        assertThat(called(model)).isEqualTo(UNAVAILABLE);
        assertThat(streamed(model)).isEqualTo(UNAVAILABLE);
    }

    @Test
    void aHangingServerIsPassing() {
        server.play(server.hang());
        ChatModel model = OpenAiServer.client(server.options("m").timeout(Duration.ofMillis(300)));

        assertThat(called(model)).isEqualTo(TRANSIENT);
        assertThat(streamed(model)).isEqualTo(TRANSIENT);
    }

    @Test
    void anAnswerThatIsCutShortIsPassing() {
        server.play(OpenAiServer.cut("{\"id\": "));
        assertThat(called(server.client("m"))).isEqualTo(TRANSIENT);

        server.play(OpenAiServer.cut(OpenAiServer.chunk("from ")));
        assertThat(streamed(server.client("m"))).isEqualTo(TRANSIENT);
    }

    @Test
    void anErrorInAStreamIsPassing() {
        server.play(OpenAiServer.stream("data: {\"error\": {\"message\": \"the engine broke\", \"code\": \"e\"}}\n\n"));

        assertThat(streamed(server.client("m"))).isEqualTo(TRANSIENT);
    }

    @Test
    void anAnswerThatIsNoJsonIsPassing() {
        server.play(OpenAiServer.answer(200, "<html>Bad gateway</html>"));

        assertThat(called(server.client("m"))).isEqualTo(TRANSIENT);
    }

    @Test
    void optionsThatTheModelDoesNotTakeAreTheCallers() {
        Prompt foreign = new Prompt(
                "hello",
                org.springframework.ai.chat.prompt.ChatOptions.builder().build());

        assertThat(classified(catchThrowable(() -> site.invoke(0, server.client("m"), new Object[] {foreign}))))
                .isEqualTo(CALLER);
    }

    @Test
    void aModelThatDoesNotStreamBlamesNobodyAndTheNextIsAsked() {
        FailureClass found = streamed(prompt -> {
            throw new AssertionError("not called");
        });

        assertThat(found.failsOver()).isTrue();
        assertThat(found.countsAgainstHealth()).isFalse();
    }

    @Test
    void causesAreFoundWhateverIsWrappedAroundThem() {
        assertThat(site.classify(new RuntimeException(new IllegalStateException(new UnknownHostException("x")))))
                .isEqualTo(UNAVAILABLE);
        assertThat(site.classify(new IllegalStateException(new RuntimeException(new IOException("reset")))))
                .isEqualTo(TRANSIENT);
    }

    @Test
    void aChainOfCausesThatIsACircleEnds() {
        RuntimeException outer = new RuntimeException("outer");
        outer.initCause(new RuntimeException("inner", outer));

        assertThat(site.classify(outer)).isEqualTo(TRANSIENT);
    }

    private FailureClass called(ChatModel model) {
        return classified(catchThrowable(() -> site.invoke(0, model, new Object[] {new Prompt("hello")})));
    }

    private FailureClass streamed(ChatModel model) {
        return classified(catchThrowable(() -> model.stream(new Prompt("hello")).blockLast(Duration.ofSeconds(30))));
    }

    private FailureClass classified(Throwable thrown) {
        assertThat(thrown).isNotNull();
        assertThat(FailureClass.universal(thrown)).isNull();
        return site.classify(thrown);
    }
}
