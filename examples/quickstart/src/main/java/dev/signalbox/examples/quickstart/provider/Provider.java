package dev.signalbox.examples.quickstart.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An OpenAI-compatible provider of chat models on the loopback interface; each model behaves as it was told. */
public final class Provider implements AutoCloseable {
    /** What a limping model adds to each answer; below the client's timeout. */
    public static final Duration LIMP = Duration.ofMillis(600);

    private static final Duration LONGEST_HANG = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, ServedModel> models = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** Starts on a free port. */
    public Provider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", this::complete);
        server.start();
    }

    /** The base URL a client is given. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** From the next request on, {@code model} behaves so; requests that hang are let go. */
    public void behave(String model, Behaviour behaviour) {
        model(model).behave(behaviour);
    }

    /** Requests that asked for {@code model} so far, whatever became of them. */
    public long requests(String model) {
        return model(model).requests();
    }

    /** Those that met {@code behaviour}. */
    public long requests(String model, Behaviour behaviour) {
        return model(model).requests(behaviour);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private ServedModel model(String name) {
        return models.computeIfAbsent(name, n -> new ServedModel());
    }

    private void complete(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            String name = request.required("model").textValue();
            ServedModel model = model(name);
            Behaviour behaviour = model.admit();
            byte[] answer = JSON.writeValueAsBytes(Completion.of(name, request));
            switch (behaviour) {
                case OK -> send(exchange, 200, answer, answer.length);
                case ERROR -> refuse(exchange, 500, "server_error", "The server had an error");
                case RATE_LIMIT -> {
                    exchange.getResponseHeaders().set("Retry-After", "1");
                    refuse(exchange, 429, "rate_limit_exceeded", "Rate limit reached for " + name);
                }
                case LIMP -> {
                    model.awaitChange(Behaviour.LIMP, LIMP);
                    send(exchange, 200, answer, answer.length);
                }
                case HANG -> model.awaitChange(Behaviour.HANG, LONGEST_HANG);
                case TRUNCATE -> send(exchange, 200, answer, answer.length / 2);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void refuse(HttpExchange exchange, int status, String code, String message) throws IOException {
        byte[] body = JSON.writeValueAsBytes(Map.of("error", Map.of("message", message, "type", code, "code", code)));
        send(exchange, status, body, body.length);
    }

    /** Announces the whole body and sends its first {@code length} bytes. */
    private static void send(HttpExchange exchange, int status, byte[] body, int length) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body, 0, length);
        exchange.getResponseBody().flush();
    }
}
