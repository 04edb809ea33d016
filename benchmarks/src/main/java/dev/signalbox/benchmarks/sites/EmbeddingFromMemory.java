package dev.signalbox.benchmarks.sites;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import org.openjdk.jmh.annotations.CompilerControl;

/**
 * An embedding model of LangChain4j with one prepared vector. Only the same embedding model can stand in for another, so the two
 * have one name, and the config tells them apart by class.
 */
abstract sealed class EmbeddingFromMemory implements EmbeddingModel {
    /** What is called. */
    static final class Large extends EmbeddingFromMemory {
        Large() {
            super("large");
        }
    }

    /** What stands by. */
    static final class Small extends EmbeddingFromMemory {
        Small() {
            super("small");
        }
    }

    private final EmbeddingResponse answer;

    private EmbeddingFromMemory(String name) {
        answer = EmbeddingResponse.builder()
                .embeddings(List.of(Embedding.from(vector(name))))
                .tokenUsage(new TokenUsage(11))
                .build();
    }

    static EmbeddingFromMemory of(String name) {
        return name.equals("large") ? new Large() : new Small();
    }

    /** A vector that tells who made it. */
    static float[] vector(String name) {
        float[] vector = new float[256];
        vector[0] = name.equals("large") ? 1 : -1;
        return vector;
    }

    static String signature(float[] vector) {
        return vector[0] > 0 ? "large" : "small";
    }

    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public EmbeddingResponse doEmbed(EmbeddingRequest request) {
        return answer;
    }

    @Override
    public String modelName() {
        return "embedding";
    }
}
