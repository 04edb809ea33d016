package dev.signalbox.benchmarks.sites;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What is done at the call sites of a JVM. */
public enum State {
    /** There is no agent. */
    DIRECT("no agent", "large"),
    /** The gates are there, and closed. */
    OFF("off", "large"),
    /** Calls are measured; no route is bound to them. */
    OBSERVED("observed", "large"),
    /** Calls are routed, and the called model is the first choice. */
    ROUTED("routed", "large"),
    /** Calls are routed, and the other model is the first choice. */
    REROUTED("routed", "small");

    /** The system property that names the state a JVM is to be in. */
    static final String PROPERTY = "signalbox.benchmark.state";

    /** What the agent says of a call site. */
    final String siteState;
    /** Which model answers calls on {@code large}. */
    final String answers;

    State(String siteState, String answers) {
        this.siteState = siteState;
        this.answers = answers;
    }

    /** The state this JVM is to be in. */
    static State wanted() {
        return valueOf(System.getProperty(PROPERTY, DIRECT.name()));
    }

    /**
     * The options of a JVM in this state.
     *
     * @param configs a directory for the agent's config
     */
    List<String> options(Path agentJar, Path configs) throws IOException {
        String property = "-D" + PROPERTY + "=" + name();
        if (this == DIRECT) {
            return List.of(property);
        }
        String config = toString() + ".yaml";
        try (InputStream in = Objects.requireNonNull(State.class.getResourceAsStream(config), config)) {
            Files.copy(in, configs.resolve(config), StandardCopyOption.REPLACE_EXISTING);
        }
        return List.of("-javaagent:" + agentJar + "=config=" + configs.resolve(config), property);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
