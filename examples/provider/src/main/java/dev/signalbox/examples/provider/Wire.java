package dev.signalbox.examples.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes answers onto one connection, whole or broken. */
record Wire(HttpExchange exchange) {
    private static final ObjectMapper JSON = new ObjectMapper();

    void refuse(Refusal refusal) throws IOException {
        if (refusal.retryAfter()) {
            exchange.getResponseHeaders().set("Retry-After", "1");
        }
        byte[] body = JSON.writeValueAsBytes(refusal.body());
        begin(refusal.status(), "application/json", body.length);
        write(body, body.length);
    }

    void body(JsonNode answer) throws IOException {
        byte[] body = JSON.writeValueAsBytes(answer);
        begin(200, "application/json", body.length);
        write(body, body.length);
    }

    /** Announces the whole body and sends half of it. */
    void halfOf(JsonNode answer) throws IOException {
        byte[] body = JSON.writeValueAsBytes(answer);
        begin(200, "application/json", body.length);
        write(body, body.length / 2);
    }

    /**
     * Sends events one by one.
     *
     * @param cut whether the client was promised more than these, so that the connection breaks after them
     */
    void events(List<String> events, boolean cut) throws IOException {
        List<byte[]> written = events.stream()
                .map(event -> ("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8))
                .toList();
        int length = written.stream().mapToInt(bytes -> bytes.length).sum();
        // Closing before the announced length is reached makes the JDK's server drop the connection.
        begin(200, "text/event-stream", cut ? length + 1 : length);
        for (byte[] event : written) {
            write(event, event.length);
        }
    }

    private void begin(int status, String type, int length) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, length);
    }

    private void write(byte[] bytes, int length) throws IOException {
        exchange.getResponseBody().write(bytes, 0, length);
        exchange.getResponseBody().flush();
    }
}
