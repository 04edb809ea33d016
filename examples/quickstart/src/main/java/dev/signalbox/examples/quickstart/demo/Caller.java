package dev.signalbox.examples.quickstart.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.examples.quickstart.serving.ServingApp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A client of the application: asks over HTTP and reads from each answer which chain gave it. */
final class Caller {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;

    Caller(String url) {
        this.url = url;
    }

    /** Never completes exceptionally: a failure is an answer too. */
    CompletableFuture<Answer> score(ScoreKey.Entry entry, long[] layout) {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode features = body.putArray("features");
        for (float value : entry.features()) {
            features.add(value);
        }
        body.putArray("layout").add(layout[0]).add(layout[1]);
        return ask(
                Kind.SCORE,
                body,
                reply -> entry.chainOf(reply.required("probability").doubleValue()));
    }

    CompletableFuture<Answer> chat(int index) {
        ObjectNode body = JSON.createObjectNode().put("message", "Question " + index);
        return ask(Kind.CHAT, body, reply -> chatChain(reply.required("model").textValue()));
    }

    private static String chatChain(String model) {
        return switch (model) {
            case ServingApp.LARGE_MODEL -> "large";
            case ServingApp.SMALL_MODEL -> "small";
            case Demo.MINI_MODEL -> "mini";
            default -> "unknown";
        };
    }

    private CompletableFuture<Answer> ask(Kind kind, JsonNode body, ChainReader reader) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/" + kind.route()))
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        long start = System.nanoTime();
        return client.sendAsync(request, BodyHandlers.ofString())
                .thenApply(response -> read(kind, start, response, reader))
                .exceptionally(e -> new Answer(kind, start, System.nanoTime(), "", e.toString()));
    }

    private static Answer read(Kind kind, long start, HttpResponse<String> response, ChainReader reader) {
        long end = System.nanoTime();
        if (response.statusCode() != 200) {
            return new Answer(kind, start, end, "", response.statusCode() + " " + response.body());
        }
        try {
            return new Answer(kind, start, end, reader.chain(JSON.readTree(response.body())), "");
        } catch (IOException e) {
            return new Answer(kind, start, end, "", "unreadable answer: " + response.body());
        }
    }

    /** Finds the chain in an answer. */
    private interface ChainReader {
        String chain(JsonNode reply);
    }
}
