package dev.signalbox.console.init;

import java.util.List;

/**
 * A route that is proposed.
 *
 * @param name a name that is valid, and no other route's
 * @param alternatives those that can stand in for the primary, the most called first
 * @param refused models of the same call sites that cannot
 */
record ProposedRoute(String name, ProposedModel primary, List<ProposedModel> alternatives, List<Refused> refused) {
    /**
     * A model that cannot stand in for the primary.
     *
     * @param reason why not
     */
    record Refused(ProposedModel model, String reason) {}

    List<String> callSites() {
        return primary.kind().callSites();
    }
}
