package dev.signalbox.agent.library;

import dev.signalbox.agent.site.BridgedAdapter;
import dev.signalbox.agent.site.SiteMethod;
import dev.signalbox.agent.site.SitePattern;
import dev.signalbox.core.config.BuiltIns;
import dev.signalbox.core.config.CallSiteConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The built-in call sites, and those that the config adds to them.
 *
 * <p>Adapters are named, not referred to: their classes link only beside the library. A library whose root type lacks a
 * required method, or that lacks anything else that the adapter needs, is of a version that Signalbox does not know, and its call
 * site is disabled with a message.
 */
public final class Libraries {
    private static final String ADAPTERS = "dev.signalbox.agent.library.";

    private static final String CHAT_REQUEST = "dev.langchain4j.model.chat.request.ChatRequest";
    private static final String CHAT_OPTIONS = "dev.langchain4j.model.chat.ChatRequestOptions";
    private static final String CHAT_HANDLER = "dev.langchain4j.model.chat.response.StreamingChatResponseHandler";

    private static final String FUTURE = "java.util.concurrent.CompletableFuture";

    private static final String LANGCHAIN4J_VERSIONS = "LangChain4j 1.0.0, 1.12.2, 1.13.0 and 1.20.0";

    /** Overloads with options came with 1.13.0, futures and publishers with 1.20.0. */
    private static final SitePattern LANGCHAIN4J_CHAT = new SitePattern(
            "langchain4j.chat",
            "dev.langchain4j.model.chat.ChatModel",
            List.of(
                    SiteMethod.required("chat", CHAT_REQUEST),
                    SiteMethod.optional("chat", CHAT_REQUEST, CHAT_OPTIONS),
                    SiteMethod.optional("chatAsync", CHAT_REQUEST).returning(FUTURE),
                    SiteMethod.optional("chatAsync", CHAT_REQUEST, CHAT_OPTIONS).returning(FUTURE)),
            new BridgedAdapter(ADAPTERS + "langchain4j.LangChain4jChat"),
            LANGCHAIN4J_VERSIONS);

    private static final SitePattern LANGCHAIN4J_STREAMING = new SitePattern(
            "langchain4j.streaming-chat",
            "dev.langchain4j.model.chat.StreamingChatModel",
            List.of(
                    SiteMethod.required("chat", CHAT_REQUEST, CHAT_HANDLER),
                    SiteMethod.optional("chat", CHAT_REQUEST, CHAT_OPTIONS, CHAT_HANDLER),
                    SiteMethod.optional("chat", CHAT_REQUEST).returning("java.util.concurrent.Flow$Publisher")),
            new BridgedAdapter(ADAPTERS + "langchain4j.LangChain4jStreaming"),
            LANGCHAIN4J_VERSIONS);

    private static final SitePattern LANGCHAIN4J_EMBEDDING = new SitePattern(
            "langchain4j.embedding",
            "dev.langchain4j.model.embedding.EmbeddingModel",
            List.of("dev.langchain4j.model.embedding.DimensionAwareEmbeddingModel"),
            List.of(
                    SiteMethod.required("embedAll", "java.util.List"),
                    SiteMethod.required("embed", "java.lang.String"),
                    SiteMethod.required("embed", "dev.langchain4j.data.segment.TextSegment"),
                    SiteMethod.optional("embed", "dev.langchain4j.model.embedding.request.EmbeddingRequest"),
                    SiteMethod.optional("embedAsync", "dev.langchain4j.model.embedding.request.EmbeddingRequest")
                            .returning(FUTURE)),
            new BridgedAdapter(ADAPTERS + "langchain4j.LangChain4jEmbedding"),
            LANGCHAIN4J_VERSIONS);

    /** All overloads of run arrive at the one with pinned outputs. */
    private static final SitePattern ONNX_RUN = new SitePattern(
            "onnxruntime.run",
            "ai.onnxruntime.OrtSession",
            List.of(SiteMethod.required(
                    "run", "java.util.Map", "java.util.Set", "java.util.Map", "ai.onnxruntime.OrtSession$RunOptions")),
            new BridgedAdapter(ADAPTERS + "onnx.OnnxRun"),
            "ONNX Runtime 1.17.3, 1.20.0 and 1.28.0");

    private static final String SPRING_AI_VERSIONS = "Spring AI 2.0.0 and 2.0.1";

    private static final String SPRING_AI_PROMPT = "org.springframework.ai.chat.prompt.Prompt";

    private static final SitePattern SPRING_AI_CHAT = new SitePattern(
            "spring-ai.chat",
            "org.springframework.ai.chat.model.ChatModel",
            List.of(
                    SiteMethod.required("call", SPRING_AI_PROMPT),
                    SiteMethod.required("stream", SPRING_AI_PROMPT).returning("reactor.core.publisher.Flux")),
            new BridgedAdapter(ADAPTERS + "springai.SpringAiChat"),
            SPRING_AI_VERSIONS);

    private static final SitePattern SPRING_AI_EMBEDDING = new SitePattern(
            "spring-ai.embedding",
            "org.springframework.ai.embedding.EmbeddingModel",
            List.of("org.springframework.ai.embedding.AbstractEmbeddingModel"),
            List.of(
                    SiteMethod.required("call", "org.springframework.ai.embedding.EmbeddingRequest"),
                    SiteMethod.required("embed", "org.springframework.ai.document.Document"),
                    SiteMethod.required("embed", "java.lang.String"),
                    SiteMethod.required("embed", "java.util.List"),
                    SiteMethod.required("embedForResponse", "java.util.List")),
            new BridgedAdapter(ADAPTERS + "springai.SpringAiEmbedding"),
            SPRING_AI_VERSIONS);

    private static final List<SitePattern> BUILT_IN = List.of(
            LANGCHAIN4J_CHAT,
            LANGCHAIN4J_STREAMING,
            LANGCHAIN4J_EMBEDDING,
            SPRING_AI_CHAT,
            SPRING_AI_EMBEDDING,
            ONNX_RUN);

    private Libraries() {}

    /** The call sites of the libraries Signalbox knows. */
    public static List<SitePattern> builtIn() {
        return BUILT_IN;
    }

    /** What a config may name without defining it. */
    public static BuiltIns builtIns() {
        return new BuiltIns(
                Map.of(
                        LANGCHAIN4J_CHAT.id(),
                        "langchain4j",
                        LANGCHAIN4J_STREAMING.id(),
                        "langchain4j",
                        LANGCHAIN4J_EMBEDDING.id(),
                        "langchain4j",
                        SPRING_AI_CHAT.id(),
                        "spring-ai",
                        SPRING_AI_EMBEDDING.id(),
                        "spring-ai",
                        ONNX_RUN.id(),
                        "onnxruntime"),
                Set.of("langchain4j", "spring-ai"));
    }

    /** One of the user's own call sites, as {@code call-sites} tells it. */
    public static SitePattern own(CallSiteConfig config) {
        return new SitePattern(
                config.name(),
                config.type(),
                List.of(new SiteMethod(config.method(), config.parameterTypes(), true)),
                new MethodAdapter(config));
    }
}
