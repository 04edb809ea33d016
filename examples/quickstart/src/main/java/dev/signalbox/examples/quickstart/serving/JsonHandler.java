package dev.signalbox.examples.quickstart.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

/** HTTP around an endpoint: 200 with its answer, or 502 with the exception that the model's call ended in. */
final class JsonHandler implements HttpHandler {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Endpoint endpoint;

    JsonHandler(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = 200;
            JsonNode answer;
            try {
                answer = endpoint.answer(JSON.readTree(exchange.getRequestBody()));
            } catch (Exception e) {
                status = 502;
                answer = JSON.createObjectNode().put("error", e.toString());
            }
            byte[] body = JSON.writeValueAsBytes(answer);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
