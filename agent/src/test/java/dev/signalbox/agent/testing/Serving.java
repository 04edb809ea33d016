package dev.signalbox.agent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fixture {@code serving} at work in a child JVM, with the agent and a config: tests talk to it and to its beans. */
public final class Serving implements AutoCloseable {
    /** The call site of the fixture's own models. */
    public static final String SITE = """
            call-sites:
              answer: { method: serving.Model.answer(java.lang.String), replay: args, name-from: name() }
            """;

    private static @Nullable Path classes;

    private final ChildJvm.Running running;
    private final Path config;
    private @Nullable Jmx jmx;

    private Serving(ChildJvm.Running running, Path config) {
        this.running = running;
        this.config = config;
    }

    /** The fixture's classes. */
    public static synchronized Path classes() {
        Path compiled = classes;
        if (compiled == null) {
            compiled = Fixtures.compile("serving", 17);
            classes = compiled;
        }
        return compiled;
    }

    /** The fixture without the agent. */
    public static ChildJvm plain(Jdk jdk) {
        return ChildJvm.on(jdk).options("-XX:TieredStopAtLevel=1", "-Xmx128m").main(classes(), "serving.Main");
    }

    /** Starts it with the built agent and a config. */
    public static Serving with(Jdk jdk, String config) {
        return with(plain(jdk), config);
    }

    /** Starts a JVM that has the fixture as its main class. */
    public static Serving with(ChildJvm jvm, String config) {
        Path file = file(config);
        return started(jvm.agent(AgentJars.built(), "config=" + file), file);
    }

    /** Starts a JVM that names its agent itself, or has none yet. */
    public static Serving started(ChildJvm jvm, Path config) {
        ChildJvm.Running running = jvm.start();
        running.awaitLine("ready");
        return new Serving(running, config);
    }

    /** A config file with this text. */
    public static Path file(String config) {
        try {
            return Files.writeString(Files.createTempDirectory("config").resolve("signalbox.yaml"), config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has the application do something; its answer. */
    public String ask(String command) {
        running.send(command);
        return running.nextLine();
    }

    /** Has the application do something that takes many lines; those before the last, which is this one. */
    public List<String> ask(String command, String last) {
        running.send(command);
        return running.readUntil(last);
    }

    /** Waits until a chain may run: a model is found when it is made, and in the plan with the control thread's next turn. */
    public void awaitChain(String route, String chain) {
        Jmx.await("chain " + chain, () -> jmx().chain(route, chain).getRefusal().isEmpty());
    }

    /** Puts another text into the config file. */
    public void rewrite(String text) {
        try {
            Files.writeString(config, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process id. */
    public long pid() {
        return running.pid();
    }

    /** The JVM's beans. */
    public synchronized Jmx jmx() {
        Jmx connected = jmx;
        if (connected == null) {
            connected = Jmx.of(running.pid());
            jmx = connected;
        }
        return connected;
    }

    /** Lets the application end; what it leaves. */
    public ChildJvm.Result end() {
        running.endOfInput();
        return running.finish();
    }

    @Override
    public void close() {
        if (jmx != null) {
            jmx.close();
        }
        running.close();
    }
}
