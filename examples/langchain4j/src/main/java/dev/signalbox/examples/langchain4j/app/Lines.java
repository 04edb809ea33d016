package dev.signalbox.examples.langchain4j.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** An answer as lines of JSON: tokens as they come, then the answer, or the error that the model's call ended in. */
record Lines(OutputStream out) {
    private static final ObjectMapper JSON = new ObjectMapper();

    void token(String text) {
        write("token", text);
    }

    void answer(String text) {
        write("answer", text);
    }

    void error(Throwable failure) {
        write("error", failure.toString());
    }

    private synchronized void write(String key, String text) {
        try {
            out.write((JSON.writeValueAsString(Map.of(key, text)) + "\n")
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
