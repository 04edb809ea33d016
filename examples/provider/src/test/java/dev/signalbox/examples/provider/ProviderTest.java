package dev.signalbox.examples.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What LangChain4j's own client makes of each behaviour. */
class ProviderTest {
    private Provider provider;
    private ChatModel chat;

    @BeforeEach
    void start() throws IOException {
        provider = new Provider();
        chat = OpenAiChatModel.builder()
                .baseUrl(provider.url())
                .apiKey("none")
                .modelName("large")
                .timeout(Duration.ofSeconds(1))
                .maxRetries(0)
                .build();
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void answersAndCountsPerModel() {
        assertThat(chat.chat("hello there")).isEqualTo("This is large.");
        assertThat(provider.requests("large")).isEqualTo(1);
        assertThat(provider.requests("small")).isZero();
    }

    @Test
    void errorIsAnInternalServerException() {
        provider.behave("large", Behaviour.ERROR);
        assertThatThrownBy(() -> chat.chat("hello")).isInstanceOf(InternalServerException.class);
        assertThat(provider.requests("large", Behaviour.ERROR)).isEqualTo(1);
    }

    @Test
    void rateLimitIsARateLimitException() {
        provider.behave("large", Behaviour.RATE_LIMIT);
        assertThatThrownBy(() -> chat.chat("hello")).isInstanceOf(RateLimitException.class);
    }

    @Test
    void rateLimitSaysWhenToComeBack() throws Exception {
        provider.behave("large", Behaviour.RATE_LIMIT);
        HttpRequest request = HttpRequest.newBuilder(URI.create(provider.url() + "/chat/completions"))
                .POST(BodyPublishers.ofString("{\"model\":\"large\",\"messages\":[]}"))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
    }

    @Test
    void hangIsATimeoutException() {
        provider.behave("large", Behaviour.HANG);
        assertThatThrownBy(() -> chat.chat("hello")).isInstanceOf(TimeoutException.class);
    }

    @Test
    void limpIsSlowButAnswers() {
        provider.behave("large", Behaviour.LIMP);
        long start = System.nanoTime();
        assertThat(chat.chat("hello")).isEqualTo("This is large.");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Provider.LIMP);
    }

    @Test
    void healthyAnswersTakeAsLongAsTheyAreTold() {
        Duration pace = Duration.ofMillis(50);
        provider.answersAfter("large", pace);
        long start = System.nanoTime();
        assertThat(chat.chat("hello")).isEqualTo("This is large.");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(pace);
    }

    @Test
    void anotherTakesThePlaceOfOneThatIsClosed() throws IOException {
        provider.close();
        assertThatThrownBy(() -> chat.chat("hello")).isInstanceOf(RuntimeException.class);
        provider = new Provider(URI.create(provider.url()).getPort());
        assertThat(chat.chat("hello")).isEqualTo("This is large.");
    }

    @Test
    void truncatedBodyIsARuntimeExceptionWithTheCauseInside() {
        provider.behave("large", Behaviour.TRUNCATE);
        assertThatThrownBy(() -> chat.chat("hello"))
                .isInstanceOf(RuntimeException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void recoversWhenToldTo() {
        provider.behave("large", Behaviour.ERROR);
        assertThatThrownBy(() -> chat.chat("hello")).isInstanceOf(InternalServerException.class);
        provider.behave("large", Behaviour.OK);
        assertThat(chat.chat("hello")).isEqualTo("This is large.");
    }

    @Test
    void eachRefusalIsTheLibrarysOwnException() {
        assertThat(failure(Behaviour.UNAVAILABLE)).isInstanceOf(InternalServerException.class);
        assertThat(failure(Behaviour.REQUEST_TIMEOUT)).isInstanceOf(TimeoutException.class);
        assertThat(failure(Behaviour.UNAUTHORIZED)).isInstanceOf(AuthenticationException.class);
        assertThat(failure(Behaviour.NOT_FOUND)).isInstanceOf(ModelNotFoundException.class);
        assertThat(failure(Behaviour.BAD_REQUEST)).isExactlyInstanceOf(InvalidRequestException.class);
        assertThat(failure(Behaviour.CONTEXT_LENGTH))
                .isExactlyInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("context_length_exceeded");
        assertThat(failure(Behaviour.CONTENT_FILTER)).isInstanceOf(InvalidRequestException.class);
    }

    private Throwable failure(Behaviour behaviour) {
        provider.next("large", behaviour);
        return catchThrowable(() -> chat.chat("hello"));
    }
}
