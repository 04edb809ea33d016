package dev.signalbox.core.config;

import java.util.Map;

/**
 * Everything one signalbox.yaml says, checked and complete: every name that is used is also defined.
 *
 * @param observe true where models without a route are measured too; false makes them constant no-ops
 * @param models by name, in the order of the file
 * @param callSites the user's own call sites by name, in the order of the file
 * @param routes by name, in the order of the file
 * @param hardware how often the machine is read
 */
public record SignalboxConfig(
        boolean observe,
        Map<String, ModelConfig> models,
        Map<String, CallSiteConfig> callSites,
        Map<String, RouteConfig> routes,
        HardwareConfig hardware) {

    /** The config that is in force where none is given: discover, measure, expose, route nothing. */
    public static SignalboxConfig observeOnly() {
        return new SignalboxConfig(true, Map.of(), Map.of(), Map.of(), HardwareConfig.DEFAULT);
    }
}
