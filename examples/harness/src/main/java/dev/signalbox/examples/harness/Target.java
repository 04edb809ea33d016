package dev.signalbox.examples.harness;

import dev.signalbox.examples.provider.RecordedRequest;

/**
 * A model as a provider knows it.
 *
 * @param region the provider
 * @param model its name on the wire
 */
public record Target(Region region, String model) {
    boolean got(Region where, RecordedRequest request) {
        return where == region && request.model().equals(model);
    }

    @Override
    public String toString() {
        return region == Region.EAST ? model : model + "@west";
    }
}
