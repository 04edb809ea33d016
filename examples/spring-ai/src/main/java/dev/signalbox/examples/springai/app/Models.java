package dev.signalbox.examples.springai.app;

import java.time.Duration;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/**
 * The application's models. It asks {@code large} and {@code embeddings}; {@code small} is a batch job's, and {@code
 * embeddingsWest} was needed for a migration.
 *
 * <p>{@code maxRetries(0)}: openai-java would ask the same model three times more and keep the caller waiting for seconds.
 */
@Configuration
class Models {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    @Bean
    @Primary
    ChatModel large(@Value("${provider.east}") String url) {
        return chat(url, "gpt-4o");
    }

    @Bean
    ChatModel small(@Value("${provider.east}") String url) {
        return chat(url, "gpt-4.1-nano");
    }

    @Bean
    @Primary
    EmbeddingModel embeddings(@Value("${provider.east}") String url) {
        return embedding(url);
    }

    @Bean
    EmbeddingModel embeddingsWest(@Value("${provider.west}") String url) {
        return embedding(url);
    }

    private static ChatModel chat(String url, String model) {
        return OpenAiChatModel.builder()
                .options(OpenAiChatOptions.builder()
                        .baseUrl(url)
                        .apiKey("none")
                        .model(model)
                        .temperature(0.3)
                        .streamUsage(true)
                        .timeout(TIMEOUT)
                        .maxRetries(0)
                        .build())
                .build();
    }

    private static EmbeddingModel embedding(String url) {
        return OpenAiEmbeddingModel.builder()
                .options(OpenAiEmbeddingOptions.builder()
                        .baseUrl(url)
                        .apiKey("none")
                        .model("text-embedding-3-small")
                        .dimensions(8)
                        .timeout(TIMEOUT)
                        .maxRetries(0)
                        .build())
                .build();
    }
}
