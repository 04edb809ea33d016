package dev.signalbox.examples.springai.run;

import dev.signalbox.examples.harness.Effect;
import dev.signalbox.examples.harness.Example;
import dev.signalbox.examples.harness.Faults;
import dev.signalbox.examples.harness.Jdk;
import dev.signalbox.examples.harness.Region;
import dev.signalbox.examples.harness.Shape;
import dev.signalbox.examples.harness.Target;
import java.nio.file.Path;
import java.util.List;

/** The example's entry: {@code ./mvnw -Pexample-spring-ai} runs it with the paths of what it built. */
public final class SpringAiExample {
    private static final Target LARGE = new Target(Region.EAST, "gpt-4o");
    private static final Target SMALL = new Target(Region.EAST, "gpt-4.1-nano");
    private static final Target EMBEDDINGS = new Target(Region.EAST, "text-embedding-3-small");
    private static final Target EMBEDDINGS_WEST = new Target(Region.WEST, "text-embedding-3-small");

    private SpringAiExample() {}

    /**
     * Exit code 0: every promise was kept; 1: one was broken; 2: the example could not run.
     *
     * @param args the agent's jar, signalbox.yaml, the application's jar, and a directory for logs
     */
    public static void main(String[] args) {
        int exit;
        try {
            Example example = example(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), Path.of(args[3]));
            exit = example.run(Jdk.current(), System.out) ? 0 : 1;
        } catch (Exception e) {
            System.out.println("The example could not run: " + e);
            exit = 2;
        }
        System.exit(exit);
    }

    static Example example(Path agent, Path config, Path jar, Path logs) {
        return new Example(
                "Spring AI example",
                (east, west) -> List.of("-jar", jar.toString(), "--provider.east=" + east, "--provider.west=" + west),
                shapes(),
                agent,
                config,
                logs);
    }

    private static List<Shape> shapes() {
        return List.of(
                new Shape(
                        "call",
                        "chat",
                        "/chat",
                        body("ada", "Where shall I go?"),
                        LARGE,
                        SMALL,
                        Faults.ofChat(true, Effect.RESTED)),
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
                        "chat",
                        "/stream",
                        body("bob", "Where shall I go?"),
                        LARGE,
                        SMALL,
                        Faults.ofStream(Effect.RESTED)),
                new Shape(
                        "embed",
                        "embedding",
                        "/embed",
                        body("", "A beach"),
                        EMBEDDINGS,
                        EMBEDDINGS_WEST,
                        Faults.ofEmbedding(Effect.RESTED)));
    }

    private static String body(String user, String message) {
        return "{\"user\":\"" + user + "\",\"message\":\"" + message + "\"}";
    }
}
