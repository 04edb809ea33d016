package dev.signalbox.examples.quickstart.serving;

import com.fasterxml.jackson.databind.JsonNode;

/** What one path does with a request: JSON in, JSON out, or an exception that the client is told of. */
interface Endpoint {
    JsonNode answer(JsonNode request) throws Exception;
}
