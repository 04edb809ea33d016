package dev.signalbox.core.config;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Everything one signalbox.yaml says, checked and complete: every name that is used is also defined.
 *
 * @param observe true where models without a route are measured too; false makes them constant no-ops
 * @param models by name, in the order of the file
 * @param callSites the user's own call sites by name, in the order of the file
 * @param routes by name, in the order of the file
 * @param allocation what all calls together may hold
 * @param hardware how often the machine is read
 */
public record SignalboxConfig(
        boolean observe,
        Map<String, ModelConfig> models,
        Map<String, CallSiteConfig> callSites,
        Map<String, RouteConfig> routes,
        AllocationConfig allocation,
        HardwareConfig hardware) {
    /** A config without limits for all calls together. */
    public SignalboxConfig(
            boolean observe,
            Map<String, ModelConfig> models,
            Map<String, CallSiteConfig> callSites,
            Map<String, RouteConfig> routes,
            HardwareConfig hardware) {
        this(observe, models, callSites, routes, AllocationConfig.NONE, hardware);
    }

    /** The config that is in force where none is given: discover, measure, expose, route nothing. */
    public static SignalboxConfig observeOnly() {
        return new SignalboxConfig(true, Map.of(), Map.of(), Map.of(), HardwareConfig.DEFAULT);
    }

    /** The call sites of the routes that lead to a model, or to one that asks its client; empty where no route does. */
    public Set<String> callSitesOf(String model) {
        Set<String> ids = new HashSet<>();
        for (RouteConfig route : routes.values()) {
            for (ChainConfig chain : route.chains()) {
                ModelConfig leads = models.get(chain.model());
                if (chain.model().equals(model) || (leads != null && model.equals(leads.sameClientAs()))) {
                    ids.addAll(route.callSites());
                }
            }
        }
        return ids;
    }
}
