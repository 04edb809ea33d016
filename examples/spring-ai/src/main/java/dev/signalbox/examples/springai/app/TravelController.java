package dev.signalbox.examples.springai.app;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.ai.chat.client.AdvisorParams;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** The endpoints: lines of JSON, tokens as they come, then the answer, or the error that the model's call ended in. */
@RestController
class TravelController {
    private final ChatClient assistant;
    private final ChatClient desk;
    private final EmbeddingModel embeddings;

    TravelController(ChatClient assistant, ChatClient desk, EmbeddingModel embeddings) {
        this.assistant = assistant;
        this.desk = desk;
        this.embeddings = embeddings;
    }

    @PostMapping("/chat")
    Map<String, String> chat(@RequestBody Question question) {
        return answer(Objects.requireNonNullElse(ask(question).call().content(), ""));
    }

    @PostMapping(path = "/stream", produces = MediaType.APPLICATION_NDJSON_VALUE)
    Flux<Map<String, String>> stream(@RequestBody Question question) {
        StringBuilder whole = new StringBuilder();
        return ask(question).stream()
                .content()
                .doOnNext(whole::append)
                .map(token -> Map.of("token", token))
                .concatWith(Flux.defer(() -> Flux.just(answer(whole.toString()))))
                .onErrorResume(e -> Flux.just(failed(e)));
    }

    @PostMapping("/ticket")
    Map<String, String> ticket(@RequestBody Question question) {
        Ticket ticket = desk.prompt()
                .advisors(AdvisorParams.ENABLE_NATIVE_STRUCTURED_OUTPUT)
                .user("Make a ticket of this: " + question.message())
                .call()
                .entity(Ticket.class);
        return answer(String.valueOf(ticket));
    }

    @PostMapping("/embed")
    Map<String, String> embed(@RequestBody Question question) {
        List<float[]> vectors = embeddings.embed(List.of(question.message(), "something else"));
        return answer(vectors.size() + " vectors, the first " + Arrays.toString(vectors.get(0)));
    }

    @ExceptionHandler
    Map<String, String> failed(Throwable failure) {
        return Map.of("error", failure.toString());
    }

    private ChatClientRequestSpec ask(Question question) {
        return assistant
                .prompt()
                .advisors(advisors -> advisors.param(ChatMemory.CONVERSATION_ID, question.user()))
                .user(question.message());
    }

    private static Map<String, String> answer(String text) {
        return Map.of("answer", text);
    }
}
