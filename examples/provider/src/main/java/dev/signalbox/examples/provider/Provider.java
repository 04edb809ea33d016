package dev.signalbox.examples.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An OpenAI-compatible provider of chat and embedding models on the loopback interface; each behaves as it was told. */
public final class Provider implements AutoCloseable {
    /** What a limping model adds to each answer; below the client's timeout. */
    public static final Duration LIMP = Duration.ofMillis(600);

    /** How many chunks a streamed text is cut into. */
    public static final int CHUNKS = 5;

    /** How many of them arrive before a stream breaks. */
    public static final int CUT_AFTER = 2;

    private static final Duration LONGEST_HANG = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, ServedModel> models = new ConcurrentHashMap<>();
    private final Journal journal = new Journal();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** Starts on a free port. */
    public Provider() throws IOException {
        this(0);
    }

    /** Starts on a port, such as that of a provider that was closed; 0 means a free one. */
    public Provider(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", exchange -> serve(exchange, Answers::chat));
        server.createContext("/v1/embeddings", exchange -> serve(exchange, Answers::embeddings));
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

    /** How long {@code model} takes for an answer while it behaves well; not at all, where nobody said so. */
    public void answersAfter(String model, Duration pace) {
        model(model).answersAfter(pace);
    }

    /** The next requests for {@code model} meet these, one each; those after them what was in force before. */
    public void next(String model, Behaviour... behaviours) {
        model(model).next(List.of(behaviours));
    }

    /** Requests that asked for {@code model} so far, whatever became of them. */
    public long requests(String model) {
        return model(model).requests();
    }

    /** Those that met {@code behaviour}. */
    public long requests(String model, Behaviour behaviour) {
        return model(model).requests(behaviour);
    }

    /** How many requests of all models came so far: what {@link #since} is given later. */
    public long count() {
        return journal.next();
    }

    /** The requests from the {@code number}th on, oldest first, as far as they are still kept. */
    public List<RecordedRequest> since(long number) {
        return journal.since(number);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private ServedModel model(String name) {
        return models.computeIfAbsent(name, n -> new ServedModel());
    }

    private void serve(HttpExchange exchange, Service service) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            String name = request.required("model").textValue();
            ServedModel model = model(name);
            Behaviour met = model.admit();
            String path = exchange.getRequestURI().getPath();
            journal.add(path.substring(path.lastIndexOf('/') + 1), name, met, request);
            boolean stream = request.path("stream").asBoolean();
            Behaviour effect = stream ? met.withStream() : met.withoutStream();
            Refusal refusal = effect.refusal();
            if (refusal != null) {
                new Wire(exchange).refuse(refusal);
            } else if (effect == Behaviour.HANG) {
                model.awaitChange(LONGEST_HANG);
            } else {
                model.awaitChange(effect == Behaviour.LIMP ? LIMP : model.pace());
                service.answer(new Wire(exchange), name, request, effect);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers a request that is to be answered. */
    private interface Service {
        void answer(Wire wire, String model, JsonNode request, Behaviour effect) throws IOException;
    }
}
