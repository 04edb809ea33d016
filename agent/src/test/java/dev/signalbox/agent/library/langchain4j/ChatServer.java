package dev.signalbox.agent.library.langchain4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
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

/** A loopback server that speaks as much of the OpenAI API as a chat needs, and fails as it is told to. */
final class ChatServer implements AutoCloseable {
    static final String OK = """
            {"id": "1", "object": "chat.completion", "created": 1, "model": "m",
             "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "hello"}}],
             "usage": {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}}""";

    /** What the server does with a request. */
    @FunctionalInterface
    interface Script {
        void answer(HttpExchange exchange) throws IOException;
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final BlockingQueue<JsonNode> bodies = new LinkedBlockingQueue<>();
    private volatile Script script = answer(200, OK);

    ChatServer() {
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

    static Script answer(int status, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        };
    }

    /** Promises a long body and closes the connection in its middle. */
    static Script truncate() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write("{\"id\": ".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        };
    }

    /** A stream of these data lines, sent in one piece each; the connection is closed in due form at its end. */
    static Script stream(String... data) {
        return exchange -> {
            begin(exchange, data);
            exchange.close();
        };
    }

    /** A stream that stays open behind these data lines until the server is closed. */
    Script endless(String... data) {
        return exchange -> {
            begin(exchange, data);
            hang().answer(exchange);
        };
    }

    private static void begin(HttpExchange exchange, String... data) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        for (String line : data) {
            String event = line.startsWith("event:") ? line : "data: " + line;
            exchange.getResponseBody().write((event + "\n\n").getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        }
    }

    /** One piece of an answer. */
    static String token(String text) {
        return "{\"id\": \"1\", \"object\": \"chat.completion.chunk\", \"created\": 1, \"model\": \"m\","
                + " \"choices\": [{\"index\": 0, \"delta\": {\"content\": \"" + text + "\"}}]}";
    }

    /** What a provider ends an answer with: the reason, the usage, the end mark. */
    static final String REASON =
            "{\"id\": \"1\", \"object\": \"chat.completion.chunk\", \"created\": 1, \"model\": \"m\","
                    + " \"choices\": [{\"index\": 0, \"delta\": {}, \"finish_reason\": \"stop\"}]}";

    static final String USAGE =
            "{\"id\": \"1\", \"object\": \"chat.completion.chunk\", \"created\": 1, \"model\": \"m\","
                    + " \"choices\": [], \"usage\": {\"prompt_tokens\": 11, \"completion_tokens\": 7, \"total_tokens\": 18}}";

    static final String DONE = "[DONE]";

    /** How a provider reports an error once it has begun to stream. */
    static final String ERROR = "event: error\ndata: {\"error\": {\"message\": \"the engine broke\"}}";

    /** Keeps the caller waiting until the server is closed. */
    Script hang() {
        return exchange -> {
            try {
                closing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        };
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

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** A client of this server as an application builds it. */
    OpenAiChatModel.OpenAiChatModelBuilder client() {
        return OpenAiChatModel.builder()
                .baseUrl(url())
                .apiKey("none")
                .timeout(Duration.ofSeconds(20))
                .maxRetries(0);
    }

    OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder streaming() {
        return OpenAiStreamingChatModel.builder()
                .baseUrl(url())
                .apiKey("none")
                .modelName("m")
                .timeout(Duration.ofSeconds(20));
    }

    /** How many requests nobody has asked for yet. */
    int requests() {
        return bodies.size();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
