package dev.signalbox.examples.provider;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An error as the OpenAI API tells it. */
record Refusal(int status, String code, String message) {
    static final Refusal SERVER_ERROR = new Refusal(500, "server_error", "The server had an error");

    /** Whether the provider says when to come back. */
    boolean retryAfter() {
        return status == 429 || status == 503;
    }

    ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error")
                .put("message", message)
                .put("type", status < 500 ? "invalid_request_error" : "server_error")
                .putNull("param")
                .put("code", code);
        return body;
    }
}
