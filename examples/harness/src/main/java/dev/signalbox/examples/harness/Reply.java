package dev.signalbox.examples.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a caller of the application got: lines of JSON, each a token of a stream, the answer, or the error it ended in.
 *
 * @param tokens the streamed parts, before the end
 * @param answer the whole answer; empty where there is none
 * @param error the exception, class name first; empty where there was none
 */
record Reply(List<String> tokens, String answer, String error) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 34;

    static Reply of(List<String> lines) {
        List<String> tokens = new ArrayList<>();
        String answer = "";
        String error = "";
        for (String line : lines) {
            if (line.isBlank()) {
                continue;
            }
            JsonNode event = read(line);
            if (event.has("token")) {
                tokens.add(event.get("token").asText());
            }
            answer = event.has("answer") ? event.get("answer").asText() : answer;
            error = event.has("error") ? event.get("error").asText() : error;
        }
        return new Reply(List.copyOf(tokens), answer, error);
    }

    static Reply failed(Throwable failure) {
        return new Reply(List.of(), "", failure.toString());
    }

    /** Whether the caller has no answer: there was an error, or nothing was said. */
    boolean isFailure() {
        return answer.isEmpty();
    }

    /** In a few words. */
    String brief() {
        String began = tokens.isEmpty() ? "" : "\"" + String.join("", tokens) + "\", then ";
        String text = isFailure() ? began + (error.isEmpty() ? "an empty answer" : exception()) : answer;
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN - 2) + "..";
    }

    /** The exception's simple class name, without what the JDK's futures wrap around it. */
    String exception() {
        String name =
                error.replace("java.util.concurrent.CompletionException: ", "").split("[:\\s]", 2)[0];
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            return JSON.createObjectNode().put("error", "unreadable: " + line);
        }
    }
}
