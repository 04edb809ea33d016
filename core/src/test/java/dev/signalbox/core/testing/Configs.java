package dev.signalbox.core.testing;

import dev.signalbox.core.config.BuiltIns;
import dev.signalbox.core.config.ConfigException;
import dev.signalbox.core.config.ConfigReader;
import dev.signalbox.core.config.SignalboxConfig;
import java.util.Map;
import java.util.Set;

/** Configs as a user writes them, for {@link World}: its call site is {@code ask}, its library {@code test}. */
public final class Configs {
    private static final ConfigReader READER =
            new ConfigReader(new BuiltIns(Map.of("ask", "test", "listen", "test"), Set.of()));

    private Configs() {}

    /** Reads lines of YAML. */
    public static SignalboxConfig of(String... lines) {
        try {
            return READER.read(String.join("\n", lines) + "\n", "test.yaml");
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
