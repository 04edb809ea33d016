package dev.signalbox.benchmarks.sites;

import java.util.List;
import org.openjdk.jmh.annotations.CompilerControl;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.embedding.EmbeddingResponseMetadata;

/** An embedding model of Spring AI with one prepared vector; public, because its options are asked for by reflection. */
public abstract sealed class SpringEmbeddingFromMemory implements EmbeddingModel {
    /** What is called. */
    public static final class Large extends SpringEmbeddingFromMemory {
        Large() {
            super("large");
        }
    }

    /** What stands by. */
    public static final class Small extends SpringEmbeddingFromMemory {
        Small() {
            super("small");
        }
    }

    private final EmbeddingOptions options =
            EmbeddingOptions.builder().model("embedding").build();
    private final float[] vector;
    private final EmbeddingResponse answer;

    private SpringEmbeddingFromMemory(String name) {
        vector = EmbeddingFromMemory.vector(name);
        answer = new EmbeddingResponse(
                List.of(new Embedding(vector, 0)), new EmbeddingResponseMetadata("embedding", new DefaultUsage(11, 0)));
    }

    static SpringEmbeddingFromMemory of(String name) {
        return name.equals("large") ? new Large() : new Small();
    }

    /** The options it asks its provider with; all of Spring AI's models have this getter, and none inherits it. */
    public EmbeddingOptions getOptions() {
        return options;
    }

    @Override
    public EmbeddingResponse call(EmbeddingRequest request) {
        return think();
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private EmbeddingResponse think() {
        return answer;
    }

    @Override
    public float[] embed(Document document) {
        return vector;
    }
}
