package dev.signalbox.examples.langchain4j.app;

import com.fasterxml.jackson.databind.JsonNode;

/** What one path does with a request. */
interface Endpoint {
    void answer(JsonNode request, Lines lines) throws Exception;
}
