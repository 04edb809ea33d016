package dev.signalbox.agent.start;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The config file as it was read in premain: bytes only, parsing is for another thread.
 *
 * @param file the file, or null where none was named
 * @param text its text, or null where there is none or it could not be read
 * @param problem why it could not be read, or null
 */
public record ConfigFile(
        @Nullable File file,
        @Nullable String text,
        @Nullable String problem) {
    /** Reads a file; a failure is told in {@link #problem}. */
    public static ConfigFile read(@Nullable File file) {
        if (file == null) {
            return new ConfigFile(null, null, null);
        }
        try (FileInputStream in = new FileInputStream(file)) {
            return new ConfigFile(file, new String(in.readAllBytes(), StandardCharsets.UTF_8), null);
        } catch (IOException e) {
            return new ConfigFile(file, null, e.getMessage());
        }
    }
}
