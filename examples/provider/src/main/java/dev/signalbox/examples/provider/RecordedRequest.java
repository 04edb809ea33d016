package dev.signalbox.examples.provider;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A request as it came over the wire.
 *
 * @param number its place among all requests that the provider got, from 0
 * @param path the last part of its path: {@code completions} or {@code embeddings}
 * @param model the model it asked for
 * @param met what became of it
 */
public record RecordedRequest(long number, String path, String model, Behaviour met, JsonNode body) {}
