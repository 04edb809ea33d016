package dev.signalbox.agent.engine;

import dev.signalbox.agent.library.Libraries;
import dev.signalbox.core.config.ConfigException;
import dev.signalbox.core.config.ConfigProblem;
import dev.signalbox.core.config.ConfigReader;
import dev.signalbox.core.config.SignalboxConfig;
import java.io.File;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The config file and what came of it. A file that is refused leaves what is in force: nothing but observation at the start,
 * the config before it at a reload.
 */
final class Configuration {
    private static final Logger LOG = LoggerFactory.getLogger(Configuration.class);

    private final @Nullable File file;
    private volatile SignalboxConfig inForce = SignalboxConfig.observeOnly();
    private volatile boolean configured;
    private volatile List<String> problems = List.of();

    Configuration(@Nullable File file) {
        this.file = file;
    }

    /** Reads the file; true where it is in force now. */
    boolean read() {
        return read(config -> List.of());
    }

    /**
     * Reads the file; true where it is in force now.
     *
     * @param objections what else speaks against a config that is right in itself
     */
    boolean read(Function<SignalboxConfig, List<String>> objections) {
        if (file == null) {
            return false;
        }
        try {
            SignalboxConfig config = new ConfigReader(Libraries.builtIns()).read(file.toPath());
            problems = objections.apply(config);
            if (problems.isEmpty()) {
                inForce = config;
                configured = true;
                return true;
            }
        } catch (ConfigException e) {
            problems = e.problems().stream().map(ConfigProblem::toString).toList();
        }
        String instead = configured ? "the config before it stays in force" : "observing only, routing nothing";
        LOG.error("The config is refused; {}:\n  {}", instead, String.join("\n  ", problems));
        return false;
    }

    SignalboxConfig inForce() {
        return inForce;
    }

    /** Whether a config file is in force. */
    boolean isConfigured() {
        return configured;
    }

    /** Why the file was refused when it was last read; empty where it was not. */
    List<String> problems() {
        return problems;
    }

    /** The file's absolute path, or empty where none was named. */
    String path() {
        return file == null ? "" : file.getAbsolutePath();
    }
}
