package dev.signalbox.agent.library.springai;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import dev.signalbox.agent.site.BuiltInRetries;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.document.MetadataMode;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;

/** The retries of the clients under Spring AI's OpenAI models. */
class RetriesTest {
    private final OpenAiServer server = new OpenAiServer();
    private final SpringAiChat site = new SpringAiChat();

    @AfterEach
    void close() {
        server.close();
    }

    private OpenAiChatOptions.Builder options() {
        return OpenAiChatOptions.builder().baseUrl(server.url()).apiKey("none").model("m");
    }

    @Test
    void modelsTellHowOftenTheirClientsRetry() throws ReflectiveOperationException {
        assertThat(site.advice(OpenAiServer.client(options())))
                .startsWith("org.springframework.ai.openai.OpenAiChatModel retries by itself, up to 3 times:")
                .contains("maxRetries(0) in its options", "spring.ai.openai.max-retries");
        assertThat(site.advice(OpenAiServer.client(options().maxRetries(7)))).contains("only after 8 of its own");
        OpenAiEmbeddingOptions vectors = OpenAiEmbeddingOptions.builder()
                .baseUrl(server.url())
                .apiKey("none")
                .model("e")
                .build();
        assertThat(new SpringAiEmbedding().advice(new OpenAiEmbeddingModel(MetadataMode.EMBED, vectors)))
                .contains("up to 3 times");
    }

    @Test
    void modelsWhoseClientsDoNotRetrySayNothing() throws ReflectiveOperationException {
        assertThat(site.advice(server.client("m"))).isNull();
        ChatModel own = new ChatModel() {
            @Override
            public ChatResponse call(Prompt prompt) {
                throw new IllegalStateException("down");
            }
        };
        assertThat(site.advice(own)).isNull();
    }

    @Test
    void aClientOfTheApplicationsOwnIsBelievedAndNotTheOptions() throws ReflectiveOperationException {
        OpenAIClient five = client(options().maxRetries(5));
        OpenAiChatModel model = OpenAiChatModel.builder()
                .openAiClient(five)
                .openAiClientAsync(five.async())
                .options(options().maxRetries(1).build())
                .build();

        assertThat(site.advice(model)).contains("up to 5 times");
    }

    private static OpenAIClient client(OpenAiChatOptions.Builder options) throws IllegalAccessException {
        return (OpenAIClient) Objects.requireNonNull(
                BuiltInRetries.read(OpenAiServer.client(options), "org.springframework.ai.", "openAiClient"));
    }
}
