package dev.signalbox.agent.library.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.AsyncNotSupportedException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.output.Response;
import dev.signalbox.agent.testing.Turns;
import dev.signalbox.core.site.FailureClass;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Embedding models: LangChain4j's own OpenAI client over a loopback server, and what an application may write. */
class EmbeddingTest {
    private static final String VECTOR = """
            {"object": "list", "model": "e", "data": [{"object": "embedding", "index": 0, "embedding": [0.5, 1.0]}],
             "usage": {"prompt_tokens": 3, "total_tokens": 3}}""";

    private final LangChain4jEmbedding site = new LangChain4jEmbedding();
    private final ChatServer server = new ChatServer();

    @AfterEach
    void close() {
        server.close();
    }

    private EmbeddingModel client(String name, @Nullable Integer dimensions) {
        return OpenAiEmbeddingModel.builder()
                .baseUrl(server.url())
                .apiKey("none")
                .modelName(name)
                .dimensions(dimensions)
                .maxRetries(0)
                .build();
    }

    /** A model that tells nothing of itself. */
    private static class Silent implements EmbeddingModel {
        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
            return Response.from(List.of(Embedding.from(new float[] {1})));
        }
    }

    /** One that promises a response of its own. */
    private static final class Narrow extends Silent {
        static final class Own extends Response<Embedding> {
            Own() {
                super(Embedding.from(new float[] {1}));
            }
        }

        @Override
        public Own embed(String text) {
            return new Own();
        }
    }

    @Test
    void theSameModelElsewhereStandsIn() {
        assertThat(site.incompatible(client("e", null), client("e", null))).isNull();
        assertThat(site.incompatible(client("e", 256), client("e", 256))).isNull();
        EmbeddingModel silent = new Silent();
        assertThat(site.incompatible(silent, silent)).isNull();
        assertThat(server.requests()).as("nobody was asked for a vector").isZero();
    }

    @Test
    void anotherSpaceIsRefusedInWords() {
        EmbeddingModel model = client("e", 256);
        assertThat(site.incompatible(model, client("other", 256)))
                .contains("'other'")
                .contains("'e'");
        assertThat(site.incompatible(model, client("e", 512))).contains("512").contains("256");
        assertThat(site.incompatible(model, client("e", null))).contains("the model's own number");
        assertThat(site.incompatible(model, new Silent())).contains("Silent does not tell");
        assertThat(site.incompatible(new Silent(), model)).contains("the primary does not tell");
        assertThat(site.incompatible(model, "no model")).contains("java.lang.String");
        assertThat(site.nameOf(model)).isEqualTo("e");
        assertThat(site.nameOf(new Silent())).isEmpty();
    }

    @Test
    void aRequestIsRefusedWhereTheTargetLacksWhatItSets() {
        EmbeddingModel model = client("e", null);
        EmbeddingModel silent = new Silent();
        @Nullable
        Object[] set = {EmbeddingRequest.builder().inputs("x").dimensions(2).build(), null, null, null, null, null};
        @Nullable Object[] plain = {EmbeddingRequest.builder().inputs("x").build(), null, null, null, null, null};

        assertThat(site.retarget(3, set, model, silent, null)).contains("does not support");
        assertThat(site.retarget(3, set, silent, model, null)).isNull();
        assertThat(site.retarget(3, plain, model, silent, null)).isNull();
        assertThat(site.retarget(1, new @Nullable Object[] {"x"}, model, silent, "mini"))
                .contains("another model");
        assertThat(site.retarget(1, new @Nullable Object[] {"x"}, new Narrow(), silent, null))
                .contains(Narrow.Own.class.getName());
        assertThat(site.retarget(3, new @Nullable Object[] {null}, model, silent, null))
                .contains("null");
    }

    @Test
    void eachOverloadIsCalledAndTokensAreRead() {
        server.play(ChatServer.answer(200, VECTOR));
        EmbeddingModel model = client("e", null);
        Object[] asked = {
            List.of(TextSegment.from("x")),
            "x",
            TextSegment.from("x"),
            EmbeddingRequest.builder().inputs("x").build()
        };
        for (int method = 0; method < asked.length; method++) {
            Object answer = site.invoke(method, model, asked[method], null, null, null, null, null);
            assertThat(site.inputTokens(answer)).as("overload %s", method).isEqualTo(3);
            assertThat(site.outputTokens(answer)).isEqualTo(-1);
        }
        assertThat(server.requests()).isEqualTo(4);
        assertThat(site.inputTokens(null)).isEqualTo(-1);
    }

    @Test
    void failuresAreClassified() {
        server.play(ChatServer.answer(500, "{}"));

        assertThatThrownBy(() -> site.invoke(1, client("e", null), "x", null, null, null, null, null))
                .isInstanceOf(InternalServerException.class)
                .satisfies(failure -> assertThat(site.classify(failure)).isEqualTo(FailureClass.TRANSIENT));
    }

    @Test
    void whatNoClientCanDoReachesTheCallerUnchanged() {
        EmbeddingModel model = client("e", null);
        EmbeddingRequest request = EmbeddingRequest.builder().inputs("x").build();
        Turns turns = new Turns(new @Nullable Object[] {request}, model, client("e", null));

        Object future = site.open(4, model, new @Nullable Object[] {request, null, null, null, null, null}, turns);

        assertThat(future).isInstanceOf(CompletableFuture.class);
        assertThatThrownBy(((CompletableFuture<?>) java.util.Objects.requireNonNull(future))::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(AsyncNotSupportedException.class);
        assertThat(turns.told()).hasSize(4);
        assertThat(server.requests()).isZero();
    }
}
