package dev.signalbox.examples.quickstart.serving;

import ai.onnxruntime.OrtException;
import com.sun.net.httpserver.HttpServer;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;

/**
 * The serving process: {@code /score} runs a classifier in this JVM, {@code /chat} asks a provider of chat models.
 *
 * <p>As many applications do, it loads more than it uses: a smaller classifier for an offline comparison, and a second
 * client for a batch job. Its requests go to the first of each.
 */
public final class ServingApp implements AutoCloseable {
    /** The chat model that answers {@code /chat}. */
    public static final String LARGE_MODEL = "gpt-4o";
    /** The model of the batch job's client. */
    public static final String SMALL_MODEL = "gpt-4.1-nano";

    private final Scorer scorer;
    private final Scorer comparisonScorer;
    private final ChatModel chat;
    private final ChatModel batchChat;
    private final HttpServer server;

    /** Starts serving on a free port of the loopback interface. */
    public ServingApp(Path modelDirectory, String providerUrl) throws IOException, OrtException {
        this.scorer = new Scorer(modelDirectory.resolve("mlp.onnx"));
        this.comparisonScorer = new Scorer(modelDirectory.resolve("logistic.onnx"));
        this.chat = chatModel(providerUrl, LARGE_MODEL);
        this.batchChat = chatModel(providerUrl, SMALL_MODEL);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/score", new JsonHandler(new ScoreEndpoint(scorer)));
        server.createContext("/chat", new JsonHandler(new ChatEndpoint(chat)));
        server.start();
    }

    /** {@code MODEL-DIRECTORY PROVIDER-URL}; prints where it listens, and ends when its standard input does. */
    public static void main(String[] args) throws IOException, OrtException {
        try (ServingApp app = new ServingApp(Path.of(args[0]), args[1])) {
            System.out.println("serving on " + app.url());
            // Nobody else ends this process if the demo that started it is killed.
            while (System.in.read() >= 0) {}
        }
        System.exit(0);
    }

    /** Where it listens. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The client of the batch job. */
    public ChatModel batchChat() {
        return batchChat;
    }

    @Override
    public void close() throws OrtException {
        server.stop(0);
        scorer.close();
        comparisonScorer.close();
    }

    private static ChatModel chatModel(String providerUrl, String model) {
        return OpenAiChatModel.builder()
                .baseUrl(providerUrl)
                .apiKey("none")
                .modelName(model)
                .timeout(Duration.ofSeconds(1))
                .maxRetries(0)
                .build();
    }
}
