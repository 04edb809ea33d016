package dev.signalbox.core.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What the tests of the reader share. */
final class Fixtures {
    static final BuiltIns BUILT_INS = new BuiltIns(
            Map.of("langchain4j.chat", "langchain4j", "onnxruntime.run", "onnxruntime"), Set.of("langchain4j"));
    static final ConfigReader READER = new ConfigReader(BUILT_INS);

    private Fixtures() {}

    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Fixtures.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
