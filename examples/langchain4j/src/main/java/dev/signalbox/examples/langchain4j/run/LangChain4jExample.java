package dev.signalbox.examples.langchain4j.run;

import dev.signalbox.examples.harness.ClassPaths;
import dev.signalbox.examples.harness.Effect;
import dev.signalbox.examples.harness.Example;
import dev.signalbox.examples.harness.Faults;
import dev.signalbox.examples.harness.Jdk;
import dev.signalbox.examples.harness.Region;
import dev.signalbox.examples.harness.Shape;
import dev.signalbox.examples.harness.Target;
import dev.signalbox.examples.langchain4j.app.AssistantApp;
import java.nio.file.Path;
import java.util.List;

/** The example's entry: {@code ./mvnw -Pexample-langchain4j} runs it with the paths of what it built. */
public final class LangChain4jExample {
    private static final Target LARGE = new Target(Region.EAST, "gpt-4o");
    private static final Target SMALL = new Target(Region.EAST, "gpt-4.1-nano");
    private static final Target EMBEDDINGS = new Target(Region.EAST, "text-embedding-3-small");
    private static final Target EMBEDDINGS_WEST = new Target(Region.WEST, "text-embedding-3-small");

    private LangChain4jExample() {}

    /**
     * Exit code 0: every promise was kept; 1: one was broken; 2: the example could not run.
     *
     * @param args the agent's jar, signalbox.yaml, and a directory for logs
     */
    public static void main(String[] args) {
        int exit;
        try {
            exit = example(Path.of(args[0]), Path.of(args[1]), Path.of(args[2])).run(Jdk.current(), System.out) ? 0 : 1;
        } catch (Exception e) {
            System.out.println("The example could not run: " + e);
            exit = 2;
        }
        System.exit(exit);
    }

    static Example example(Path agent, Path config, Path logs) {
        return new Example("LangChain4j example", LangChain4jExample::command, shapes(), agent, config, logs);
    }

    private static List<String> command(String east, String west) {
        return List.of(
                "-Dprovider.east=" + east,
                "-Dprovider.west=" + west,
                "-Dsun.net.httpserver.nodelay=true",
                "-cp",
                ClassPaths.ofApplication(),
                AssistantApp.class.getName());
    }

    private static List<Shape> shapes() {
        return List.of(
                new Shape(
                        "chat",
                        "chat",
                        "/chat",
                        body("ada", "Where shall I go?"),
                        LARGE,
                        SMALL,
                        Faults.ofChat(false, Effect.REPLACED)),
                new Shape(
                        "tool",
                        "chat",
                        "/chat",
                        body("tom", "The weather in Paris?"),
                        LARGE,
                        SMALL,
                        Faults.ofToolCall()),
                new Shape(
                        "schema",
                        "chat",
                        "/ticket",
                        body("eve", "The door is stuck"),
                        LARGE,
                        SMALL,
                        Faults.ofOneMoreKind()),
                new Shape(
                        "stream",
                        "streaming",
                        "/stream",
                        body("bob", "Where shall I go?"),
                        LARGE,
                        SMALL,
                        Faults.ofStream(Effect.REPLACED)),
                new Shape(
                        "embed",
                        "embedding",
                        "/embed",
                        body("", "A beach"),
                        EMBEDDINGS,
                        EMBEDDINGS_WEST,
                        Faults.ofEmbedding(Effect.REPLACED)));
    }

    private static String body(String user, String message) {
        return "{\"user\":\"" + user + "\",\"message\":\"" + message + "\"}";
    }
}
