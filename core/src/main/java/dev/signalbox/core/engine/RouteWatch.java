package dev.signalbox.core.engine;

import dev.signalbox.core.health.BreakerState;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.route.Forced;
import dev.signalbox.core.route.Plan;
import dev.signalbox.core.route.Route;

/** Notices where a route's calls go, and says so when that changes. The engine's lock guards it. */
final class RouteWatch {
    private final Route route;
    private volatile String active;

    /** @param active the chain that was tried first so far, or empty */
    RouteWatch(Route route, String active) {
        this.route = route;
        this.active = active;
    }

    /** The chain that is tried first now; empty before the first plan with a chain. */
    String active() {
        return active;
    }

    void update(Events events) {
        Plan plan = route.plan();
        String next = plan.size() == 0 ? "" : plan.step(0).chain().name();
        for (int i = 0; i < plan.size(); i++) {
            if (isOpenFor(plan.step(i))) {
                next = plan.step(i).chain().name();
                break;
            }
        }
        String before = active;
        if (next.equals(before)) {
            return;
        }
        active = next;
        if (!before.isEmpty()) {
            boolean home = next.equals(route.chains().get(0).name());
            String reason = home ? reasonHome() : reasonAway(plan, before, next);
            events.note(home ? Events.FAILBACK : Events.FAILOVER, route.name(), before, next, reason);
        }
    }

    private static boolean isOpenFor(Plan.Step step) {
        for (Node node : step.nodes()) {
            if (node.breaker().isClosed()) {
                return true;
            }
        }
        return false;
    }

    private String reasonHome() {
        Forced forced = route.forced();
        return forced != null
                ? byAnOperator(forced)
                : "'" + route.chains().get(0).name() + "' may be called again";
    }

    private static String byAnOperator(Forced forced) {
        return "forced by an operator" + (forced.reason().isEmpty() ? "" : ": " + forced.reason());
    }

    private String reasonAway(Plan plan, String before, String next) {
        Forced forced = route.forced();
        if (forced != null && forced.chain().equals(next)) {
            return byAnOperator(forced);
        }
        for (Plan.Refused refused : plan.refused()) {
            if (refused.chain().name().equals(before)) {
                return "'" + before + "' may not run: " + refused.reason();
            }
        }
        for (int i = 0; i < plan.size(); i++) {
            Plan.Step step = plan.step(i);
            if (step.chain().name().equals(before)) {
                Node node = step.nodes()[0];
                String why = node.breaker().state() instanceof BreakerState.Open open
                        ? open.reason()
                        : node.monitor().health().reason();
                return node.name() + ": " + why;
            }
        }
        return "the order of the chains changed";
    }
}
