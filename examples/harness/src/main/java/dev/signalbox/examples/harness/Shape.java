package dev.signalbox.examples.harness;

import java.util.List;

/**
 * One way in which the application calls a model, and what is done to it.
 *
 * @param name what the table calls it
 * @param route the route of signalbox.yaml that it takes
 * @param path where the application serves it
 * @param body the request
 * @param primary the model the application asks
 * @param alternative the model that stands in
 * @param faults what happens to the primary, in this order
 */
public record Shape(
        String name, String route, String path, String body, Target primary, Target alternative, List<Fault> faults) {}
