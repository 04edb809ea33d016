package dev.signalbox.examples.langchain4j.app;

import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.time.Duration;

/**
 * The application's clients. As many applications do, it has more than it asks: a small model for a batch job, and a
 * second region for embeddings that a migration needed.
 *
 * <p>{@code maxRetries(0)}: the library's own three attempts at the same model would only keep the caller waiting.
 */
final class Models {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    static final ChatModel LARGE = chat("gpt-4o");
    static final ChatModel SMALL = chat("gpt-4.1-nano");
    static final StreamingChatModel LARGE_STREAM = streaming("gpt-4o");
    static final StreamingChatModel SMALL_STREAM = streaming("gpt-4.1-nano");
    static final EmbeddingModel EMBEDDINGS = embedding("east");
    static final EmbeddingModel EMBEDDINGS_WEST = embedding("west");

    private Models() {}

    private static ChatModel chat(String model) {
        return OpenAiChatModel.builder()
                .baseUrl(url("east"))
                .apiKey("none")
                .modelName(model)
                .temperature(0.3)
                .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                .strictJsonSchema(true)
                .timeout(TIMEOUT)
                .maxRetries(0)
                .build();
    }

    private static StreamingChatModel streaming(String model) {
        return OpenAiStreamingChatModel.builder()
                .baseUrl(url("east"))
                .apiKey("none")
                .modelName(model)
                .temperature(0.3)
                .timeout(TIMEOUT)
                .build();
    }

    private static EmbeddingModel embedding(String region) {
        return OpenAiEmbeddingModel.builder()
                .baseUrl(url(region))
                .apiKey("none")
                .modelName("text-embedding-3-small")
                .dimensions(8)
                .timeout(TIMEOUT)
                .maxRetries(0)
                .build();
    }

    private static String url(String region) {
        return System.getProperty("provider." + region);
    }
}
