package dev.signalbox.agent.library.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import org.junit.jupiter.api.Test;

/** The retries of LangChain4j's own clients, as they are and as they were set. */
class RetriesTest {
    private static final class Own implements ChatModel {
        private final int maxRetries = 9;

        @Override
        public ChatResponse doChat(ChatRequest request) {
            throw new IllegalStateException("down " + maxRetries);
        }
    }

    private static OpenAiChatModel.OpenAiChatModelBuilder chat() {
        return OpenAiChatModel.builder()
                .baseUrl("http://127.0.0.1:9/v1")
                .apiKey("none")
                .modelName("m");
    }

    private static OpenAiEmbeddingModel.OpenAiEmbeddingModelBuilder vectors() {
        return OpenAiEmbeddingModel.builder()
                .baseUrl("http://127.0.0.1:9/v1")
                .apiKey("none")
                .modelName("m");
    }

    @Test
    void clientsTellHowOftenTheyRetry() {
        assertThat(new LangChain4jChat().advice(chat().build()))
                .startsWith("dev.langchain4j.model.openai.OpenAiChatModel retries by itself, up to 2 times:")
                .contains("maxRetries(0) in its builder");
        assertThat(new LangChain4jChat().advice(chat().maxRetries(5).build())).contains("only after 6 of its own");
        assertThat(new LangChain4jEmbedding().advice(vectors().build())).contains("up to 2 times");
    }

    @Test
    void thoseThatDoNotRetrySayNothing() {
        assertThat(new LangChain4jChat().advice(chat().maxRetries(0).build())).isNull();
        assertThat(new LangChain4jEmbedding().advice(vectors().maxRetries(0).build()))
                .isNull();
        assertThat(new LangChain4jChat().advice(new Own()))
                .as("a field of the application's own may mean anything")
                .isNull();
    }
}
