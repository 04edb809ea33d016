package dev.signalbox.benchmarks.sites;

import java.util.function.Supplier;

/** The ways in which the call sites are called. */
public enum Site {
    /** A class of the application's own. */
    OWN("score", "own call site", OwnCalls::score),
    /** LangChain4j's {@code ChatModel.chat}. */
    LANGCHAIN4J_CHAT("langchain4j.chat", "chat", LangChain4jCalls::chat),
    /** LangChain4j's {@code ChatModel.chatAsync}. */
    LANGCHAIN4J_ASYNC("langchain4j.chat", "chatAsync", LangChain4jCalls::chatAsync),
    /** LangChain4j's {@code StreamingChatModel.chat} with a handler. */
    LANGCHAIN4J_HANDLER("langchain4j.streaming-chat", "handler", LangChain4jCalls::handler),
    /** LangChain4j's {@code StreamingChatModel.chat} that answers by a publisher. */
    LANGCHAIN4J_PUBLISHER("langchain4j.streaming-chat", "publisher", LangChain4jCalls::publisher),
    /** LangChain4j's {@code EmbeddingModel.embed(String)}. */
    LANGCHAIN4J_EMBEDDING("langchain4j.embedding", "embed", LangChain4jCalls::embedding),
    /** Spring AI's {@code ChatModel.call}, the prompt without options. */
    SPRING_AI_CALL("spring-ai.chat", "call", SpringAiCalls::call),
    /** Spring AI's {@code ChatModel.call}, the prompt with the called model's options in it, as ChatClient makes it. */
    SPRING_AI_CLIENT("spring-ai.chat", "call, options as of ChatClient", SpringAiCalls::callWithOptions),
    /** Spring AI's {@code ChatModel.stream}. */
    SPRING_AI_STREAM("spring-ai.chat", "stream", SpringAiCalls::stream),
    /** Spring AI's {@code EmbeddingModel.call}. */
    SPRING_AI_EMBEDDING("spring-ai.embedding", "call", SpringAiCalls::embedding),
    /** ONNX Runtime's {@code OrtSession.run}. */
    ONNX_RUN("onnxruntime.run", "run", OnnxCalls::run);

    /** The call site. */
    final String id;
    /** How it is called. */
    final String how;

    @SuppressWarnings("ImmutableEnumChecker") // a reference to a static method
    private final Supplier<Asked<?, ?>> opener;

    Site(String id, String how, Supplier<Asked<?, ?>> opener) {
        this.id = id;
        this.how = how;
        this.opener = opener;
    }

    /** Makes both models. */
    Asked<?, ?> open() {
        return opener.get();
    }

    @Override
    public String toString() {
        return this == OWN ? how : "`" + id + "` " + how;
    }
}
