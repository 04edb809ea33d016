package dev.signalbox.core.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The text of a config file, read with bounds: this runs in the host's start-up and must end. */
final class YamlText {
    private static final int MOST_BYTES = 1 << 20;
    private static final String UTF_8 = "a YAML file in UTF-8";

    private YamlText() {}

    /** The file's text, or null after a problem was added. */
    static @Nullable String read(Path path, Problems problems) {
        try {
            if (Files.isDirectory(path)) {
                problems.addToFile(0, 0, "is a directory", UTF_8);
                return null;
            }
            // A pipe or a device could block the host's start for ever.
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                problems.addToFile(0, 0, "is no regular file", UTF_8);
                return null;
            }
            byte[] bytes;
            try (InputStream in = Files.newInputStream(path)) {
                bytes = in.readNBytes(MOST_BYTES + 1);
            }
            if (bytes.length > MOST_BYTES) {
                problems.addToFile(0, 0, "is larger than 1 MiB", "a YAML file of at most 1 MiB");
                return null;
            }
            return decode(bytes, problems);
        } catch (NoSuchFileException e) {
            problems.addToFile(0, 0, "no such file (looked for " + path.toAbsolutePath() + ")", UTF_8);
        } catch (IOException | SecurityException e) {
            problems.addToFile(0, 0, "cannot be read: " + Texts.oneLine(e.toString()), UTF_8);
        }
        return null;
    }

    private static @Nullable String decode(byte[] bytes, Problems problems) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer input = ByteBuffer.wrap(bytes);
        try {
            return decoder.decode(input).toString();
        } catch (CharacterCodingException e) {
            String before = new String(bytes, 0, input.position(), StandardCharsets.UTF_8);
            String found = String.format("not UTF-8: the byte 0x%02x", bytes[input.position()] & 0xff);
            problems.addToFile(lineAt(before, before.length()), columnAt(before, before.length()), found, UTF_8);
            return null;
        }
    }

    /** The line of the character, from 1. */
    static int lineAt(String text, int index) {
        int line = 1;
        for (int i = 0; i < index && i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        return line;
    }

    /** The column of the character, from 1. */
    static int columnAt(String text, int index) {
        int at = Math.min(index, text.length());
        return at - text.lastIndexOf('\n', at - 1);
    }
}
