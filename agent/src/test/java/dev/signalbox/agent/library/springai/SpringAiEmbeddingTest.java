package dev.signalbox.agent.library.springai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.core.site.FailureClass;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.content.Media;
import org.springframework.ai.document.Document;
import org.springframework.ai.document.MetadataMode;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;
import org.springframework.util.MimeTypeUtils;

/** Embedding models: Spring AI's own OpenAI client over a loopback server, and what an application may write. */
class SpringAiEmbeddingTest {
    private static final String VECTOR = """
            {"object": "list", "model": "e", "data": [{"object": "embedding", "index": 0, "embedding": [0.5, 1.0]}],
             "usage": {"prompt_tokens": 3, "total_tokens": 3}}""";

    private final SpringAiEmbedding site = new SpringAiEmbedding();
    private final OpenAiServer server = new OpenAiServer();

    @BeforeEach
    void play() {
        server.play(OpenAiServer.answer(200, VECTOR));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private EmbeddingModel client(String name, @Nullable Integer dimensions, MetadataMode mode) {
        OpenAiEmbeddingOptions.Builder options = OpenAiEmbeddingOptions.builder()
                .baseUrl(server.url())
                .apiKey("none")
                .maxRetries(0)
                .model(name);
        if (dimensions != null) {
            options.dimensions(dimensions);
        }
        return new OpenAiEmbeddingModel(mode, options.build());
    }

    private EmbeddingModel client(String name, @Nullable Integer dimensions) {
        return client(name, dimensions, MetadataMode.EMBED);
    }

    /** A model that tells nothing of itself, and embeds a document's text alone. */
    private static class Silent implements EmbeddingModel {
        String embedded = "";

        @Override
        public EmbeddingResponse call(EmbeddingRequest request) {
            embedded = request.getInstructions().get(0);
            return new EmbeddingResponse(List.of(new Embedding(new float[] {1}, 0)));
        }

        @Override
        public float[] embed(Document document) {
            return embed(document.getText());
        }
    }

    private static final class Named extends Silent {
        public EmbeddingOptions getDefaultOptions() {
            return EmbeddingOptions.builder().model("e").build();
        }
    }

    private static @Nullable Object[] args(@Nullable Object argument) {
        return new @Nullable Object[] {argument, null, null, null, null, null};
    }

    private @Nullable Object call(int method, EmbeddingModel model, @Nullable Object argument) {
        return site.invoke(method, model, argument, null, null, null, null, null);
    }

    private String sent() {
        JsonNode input = server.body().get("input");
        return input.isArray() ? input.get(0).asText() : input.asText();
    }

    @Test
    void theSameModelElsewhereStandsIn() {
        assertThat(site.incompatible(client("e", null), client("e", null))).isNull();
        assertThat(site.incompatible(client("e", 256), client("e", 256))).isNull();
        assertThat(site.incompatible(client("e", null), new Named())).isNull();
        EmbeddingModel silent = new Silent();
        assertThat(site.incompatible(silent, silent)).isNull();
        assertThat(server.isQuiet()).as("nobody was asked for a vector").isTrue();
    }

    @Test
    void anotherSpaceIsRefusedInWords() {
        EmbeddingModel model = client("e", 256);
        assertThat(site.incompatible(model, client("other", 256))).contains("'other'", "'e'");
        assertThat(site.incompatible(model, client("e", 512))).contains("another number of dimensions");
        assertThat(site.incompatible(model, client("e", null))).contains("another number of dimensions");
        assertThat(site.incompatible(model, new Silent())).contains("Silent does not tell");
        assertThat(site.incompatible(new Silent(), model)).contains("the primary does not tell");
        assertThat(site.incompatible(model, "no model")).contains("java.lang.String");
        assertThat(site.nameOf(model)).isEqualTo("e");
        assertThat(site.nameOf(new Named())).isEqualTo("e");
        assertThat(site.nameOf(new Silent())).isEmpty();
    }

    @Test
    void eachOverloadIsCalledAndTokensAreRead() {
        EmbeddingModel model = client("e", null);
        EmbeddingOptions none = EmbeddingOptions.builder().build();

        assertThat(site.inputTokens(call(0, model, new EmbeddingRequest(List.of("zero"), none))))
                .isEqualTo(3);
        assertThat(call(1, model, new Document("one"))).isEqualTo(new float[] {0.5f, 1});
        assertThat(call(2, model, "two")).isEqualTo(new float[] {0.5f, 1});
        assertThat(call(3, model, List.of("three"))).isInstanceOf(List.class);
        assertThat(site.inputTokens(call(4, model, List.of("four")))).isEqualTo(3);
        assertThat(site.outputTokens(null)).isEqualTo(-1);
        assertThat(List.of(sent(), sent(), sent(), sent(), sent()))
                .containsExactly("zero", "\n\none", "two", "three", "four");
        assertThatThrownBy(() -> call(5, model, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDocumentIsEmbeddedAsTheCalledModelWouldDoIt() {
        Document document = new Document("text", Map.of("author", "ada"));
        EmbeddingModel withMetadata = client("e", null, MetadataMode.EMBED);
        EmbeddingModel textOnly = client("e", null, MetadataMode.NONE);
        call(1, withMetadata, document);
        String whole = sent();
        call(1, textOnly, document);
        String bare = sent();
        assertThat(whole).contains("author: ada", "text").isNotEqualTo(bare);

        for (boolean all : new boolean[] {true, false}) {
            EmbeddingModel primary = all ? withMetadata : textOnly;
            EmbeddingModel target = all ? textOnly : withMetadata;
            @Nullable Object[] args = args(document);
            assertThat(site.retarget(1, args, primary, target, null)).isNull();
            call(1, target, args[0]);
            assertThat(sent()).isEqualTo(all ? whole : bare);
        }
        Silent own = new Silent();
        @Nullable Object[] args = args(document);
        assertThat(site.retarget(1, args, withMetadata, own, null)).isNull();
        call(1, own, args[0]);
        assertThat(own.embedded).isEqualTo(whole);
        assertThat(document.getMetadata()).as("the caller's own is left alone").containsKey("author");
    }

    @Test
    void whatIsReadAlikeGoesAsItIs() {
        EmbeddingModel model = client("e", null);
        Document document = new Document("text", Map.of("author", "ada"));
        Document picture = Document.builder()
                .media(Media.builder()
                        .mimeType(MimeTypeUtils.IMAGE_PNG)
                        .data(new byte[1])
                        .build())
                .build();
        for (Object each : new Object[] {document, picture, "words"}) {
            @Nullable Object[] args = args(each);
            assertThat(site.retarget(1, args, model, client("e", null), null)).isNull();
            assertThat(args[0]).isSameAs(each);
        }
        @Nullable Object[] same = args(document);
        assertThat(site.retarget(1, same, model, model, null)).isNull();
        assertThat(same[0]).isSameAs(document);
        assertThat(site.retarget(2, args("x"), model, model, "mini")).contains("another model");
    }

    @Test
    void failuresAreClassified() {
        server.play(OpenAiServer.answer(500, "{}"));

        assertThatThrownBy(() -> call(2, client("e", null), "x"))
                .satisfies(failure -> assertThat(site.classify(failure)).isEqualTo(FailureClass.TRANSIENT));
    }
}
