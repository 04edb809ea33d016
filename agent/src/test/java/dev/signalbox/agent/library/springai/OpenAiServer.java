package dev.signalbox.agent.library.springai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

/** A loopback server that speaks as much of OpenAI's API as chats and streams need, and fails as it is told to. */
final class OpenAiServer implements AutoCloseable {
    /** What the server does with a request. */
    @FunctionalInterface
    interface Script {
        void answer(HttpExchange exchange) throws IOException;
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    static final String DONE = "data: [DONE]\n\n";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final BlockingQueue<JsonNode> bodies = new LinkedBlockingQueue<>();
    private volatile Script script = answer(200, completion("hello"));

    OpenAiServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            bodies.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
            script.answer(exchange);
        });
        server.start();
    }

    static String completion(String text) {
        return "{\"id\": \"1\", \"object\": \"chat.completion\", \"created\": 1, \"model\": \"m\", \"choices\":"
                + " [{\"index\": 0, \"finish_reason\": \"stop\", \"logprobs\": null, \"message\": {\"role\":"
                + " \"assistant\", \"refusal\": null, \"content\": \"" + text + "\"}}], \"usage\": {\"prompt_tokens\":"
                + " 11, \"completion_tokens\": 7, \"total_tokens\": 18}}";
    }

    /** One event of a stream. */
    static String chunk(String text) {
        return event("{\"content\": \"" + text + "\"}", "null");
    }

    /** The event that marks a stream's end. */
    static String last() {
        return event("{}", "\"stop\"");
    }

    private static String event(String delta, String reason) {
        return "data: {\"id\": \"1\", \"object\": \"chat.completion.chunk\", \"created\": 1, \"model\": \"m\", \"choices\":"
                + " [{\"index\": 0, \"delta\": " + delta + ", \"finish_reason\": " + reason + "}]}\n\n";
    }

    static Script answer(int status, String body, String... headers) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        };
    }

    /** Sends events and ends the answer as HTTP ends it. */
    static Script stream(String... events) {
        return exchange -> {
            send(exchange, events);
            exchange.close();
        };
    }

    /** Promises more than it sends, and closes the connection. */
    static Script cut(String... events) {
        return exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 10_000);
            write(exchange, events);
            exchange.close();
        };
    }

    /** Sends events and keeps the connection open until the server is closed. */
    Script hang(String... events) {
        return exchange -> {
            if (events.length > 0) {
                send(exchange, events);
            }
            try {
                closing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        };
    }

    private static void send(HttpExchange exchange, String... events) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        write(exchange, events);
    }

    private static void write(HttpExchange exchange, String... events) throws IOException {
        for (String event : events) {
            exchange.getResponseBody().write(event.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        }
    }

    void play(Script next) {
        script = next;
    }

    /** The oldest request body that was not asked for yet. */
    JsonNode body() {
        JsonNode body = bodies.poll();
        if (body == null) {
            throw new AssertionError("No request arrived");
        }
        return body;
    }

    /** Whether all request bodies have been asked for. */
    boolean isQuiet() {
        return bodies.isEmpty();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** Options of a client of this server. */
    OpenAiChatOptions.Builder options(String model) {
        return OpenAiChatOptions.builder()
                .baseUrl(url())
                .apiKey("none")
                .model(model)
                .maxRetries(0)
                .timeout(Duration.ofSeconds(20));
    }

    /** A client of this server as an application builds it. */
    OpenAiChatModel client(String model) {
        return client(options(model));
    }

    static OpenAiChatModel client(OpenAiChatOptions.Builder options) {
        return OpenAiChatModel.builder().options(options.build()).build();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
