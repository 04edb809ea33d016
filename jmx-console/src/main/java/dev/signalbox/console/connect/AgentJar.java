package dev.signalbox.console.connect;

import dev.signalbox.console.ConsoleException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** The agent's jar, which a JVM is to load: it lies beside the console's, unless another is named. */
public final class AgentJar {
    private static final String NAME = "signalbox-agent.jar";
    private static final String AGENT_CLASS = "dev.signalbox.agent.SignalboxAgent";

    private AgentJar() {}

    /**
     * The absolute path of the jar.
     *
     * @param named the jar that was named, or null for the one beside the console's
     */
    public static Path find(@Nullable Path named) {
        Path jar = named == null ? beside(home()) : named.toAbsolutePath().normalize();
        if (!Files.isRegularFile(jar)) {
            throw ConsoleException.usage(
                    "there is no agent at " + jar,
                    named == null ? "name its jar with --agent " + NAME : "name " + NAME + " with --agent");
        }
        if (!isAgent(jar)) {
            throw ConsoleException.usage(jar + " is not the Signalbox agent", "name " + NAME + " with --agent");
        }
        return jar;
    }

    static Path beside(Path home) {
        return (Files.isDirectory(home) ? home : home.resolveSibling("")).resolve(NAME);
    }

    /** Where the console itself was loaded from. */
    private static Path home() {
        CodeSource source = AgentJar.class.getProtectionDomain().getCodeSource();
        try {
            return Path.of(source.getLocation().toURI()).toAbsolutePath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isAgent(Path jar) {
        try (JarFile opened = new JarFile(jar.toFile())) {
            Manifest manifest = opened.getManifest();
            return manifest != null
                    && AGENT_CLASS.equals(manifest.getMainAttributes().getValue("Agent-Class"));
        } catch (IOException e) {
            return false;
        }
    }
}
