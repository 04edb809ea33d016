package dev.signalbox.core.engine;

import dev.signalbox.core.config.Condition;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.recovery.Damper;
import dev.signalbox.core.recovery.DegradationCondition;
import dev.signalbox.core.recovery.Failover;
import dev.signalbox.core.recovery.RecoveryStatus;
import dev.signalbox.core.recovery.RecoveryType;
import dev.signalbox.core.recovery.Severity;
import dev.signalbox.core.route.Chain;
import dev.signalbox.core.route.Forced;
import dev.signalbox.core.route.Plan;
import dev.signalbox.core.route.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes chains out of use while conditions are in force for all of their nodes, and puts them in use again. It takes none where
 * no other that may run is left, and none that an operator forced. The engine's lock guards it.
 */
final class ChainGuard {
    private static final String KIND = "chain";
    private static final int MOST_NAMED = 3;

    private final Conditions conditions;
    private final Incidents incidents;
    /** By route and chain, so that a reload neither forgets what is out of use nor how often it came back. */
    private final Map<String, Watch> watches = new HashMap<>();

    ChainGuard(Conditions conditions, Incidents incidents) {
        this.conditions = conditions;
        this.incidents = incidents;
    }

    private static final class Watch {
        private final Damper damper = new Damper();
        /** Why it is to be out of use; null where it is not. */
        private @Nullable String reason;

        private long seenBefore;
    }

    /** Looks at all chains; true where plans have to be made anew. */
    boolean tick(Topology topology, long now) {
        Set<String> there = new HashSet<>();
        boolean changed = false;
        for (Route route : topology.routes().values()) {
            route.chains().forEach(c -> there.add(subject(c)));
            changed |= tick(route, topology, now);
        }
        watches.keySet().retainAll(there);
        incidents.endGone(KIND, there::contains, "the chain is no longer in the config");
        return changed;
    }

    private boolean tick(Route route, Topology topology, long now) {
        List<Condition> takingOut = Actions.takingOut(route);
        boolean wanted = false;
        for (Chain chain : route.chains()) {
            String reason = takingOut.isEmpty() ? null : reason(takingOut, topology.of(chain.model()));
            Watch watch = watches.get(subject(chain));
            if (watch == null && reason != null) {
                watch = new Watch();
                watches.put(subject(chain), watch);
            }
            if (watch != null) {
                watch(watch, route, chain, reason, now);
                wanted |= watch.reason != null;
            }
        }
        boolean changed = false;
        boolean others = wanted && anotherMayRun(route, now);
        for (Chain chain : route.chains()) {
            Watch watch = watches.get(subject(chain));
            String reason = watch == null ? null : watch.reason;
            String text = reason != null && others && !isForced(route, chain, now) ? "out of use: " + reason : null;
            if (!Objects.equals(chain.outOfUse(), text)) {
                chain.setOutOfUse(text);
                changed = true;
            }
            if (watch != null && reason != null) {
                note(route, chain, watch, others, topology, now);
            }
        }
        return changed;
    }

    private void watch(Watch watch, Route route, Chain chain, @Nullable String reason, long now) {
        if (watch.reason == null && reason != null) {
            watch.reason = reason;
            watch.damper.went(now);
            watch.seenBefore = route.tally().seen();
        } else if (watch.reason != null && reason == null && watch.damper.mayReturn(now)) {
            watch.reason = null;
            watch.damper.returned(now);
            long seen = Math.max(0, route.tally().seen() - watch.seenBefore);
            incidents.learn(route.name(), "failover", seen == 0 ? 1 : 0, seen == 0 ? 0 : 1);
            incidents.end(
                    Incidents.key(KIND, subject(chain)),
                    seen == 0 ? RecoveryStatus.COMPLETED : RecoveryStatus.FAILED,
                    "in use again; meanwhile " + seen + " callers were given an exception");
        }
    }

    private void note(Route route, Chain chain, Watch watch, boolean others, Topology topology, long now) {
        boolean forced = isForced(route, chain, now);
        String why =
                forced ? ", but an operator forced it" : others ? "" : ", but no other chain may run: it stays in use";
        List<DegradationCondition> when = Actions.takingOut(route).stream()
                .map(c -> new DegradationCondition(c, conditions.isInForce(c, route, topology)))
                .toList();
        RouteWatch active = topology.watches().get(route.name());
        incidents.goesOn(
                Incidents.key(KIND, subject(chain)),
                RecoveryType.ROUTING,
                subject(chain),
                route.name(),
                new Failover(when, active == null ? "" : active.active(), watch.damper.stayNanos() / 1e9),
                forced || !others ? RecoveryStatus.PENDING : RecoveryStatus.IN_PROGRESS,
                others ? Severity.MEDIUM : Severity.CRITICAL,
                watch.reason + why);
    }

    /** Why all nodes that could be called are in trouble; null where one is not, or there is none. */
    private @Nullable String reason(List<Condition> takingOut, List<Node> nodes) {
        List<String> reasons = new ArrayList<>();
        boolean others = nodes.stream().anyMatch(n -> mayBeCalled(n) && !isOutlier(n));
        for (Node node : nodes) {
            if (mayBeCalled(node)) {
                Condition inForce = takingOut.stream()
                        .filter(c -> conditions.isInForce(c, node))
                        .findFirst()
                        .orElse(null);
                if (inForce != null) {
                    reasons.add(node.name() + ": " + inForce);
                } else if (!others || !isOutlier(node)) {
                    return null;
                }
            }
        }
        if (reasons.isEmpty()) {
            return null;
        }
        int more = reasons.size() - MOST_NAMED;
        return more <= 0
                ? String.join("; ", reasons)
                : String.join("; ", reasons.subList(0, MOST_NAMED)) + "; and " + more + " more";
    }

    private static boolean mayBeCalled(Node node) {
        return node.isAlive() && !node.isHeldBack() && !node.isLeaving();
    }

    /** Whether calls go to the node's siblings where there are any, as {@link dev.signalbox.core.route.Planner} has it. */
    private static boolean isOutlier(Node node) {
        return node.monitor().ejection().isOutlier();
    }

    /** Whether a chain may run that is not to be out of use. */
    private boolean anotherMayRun(Route route, long now) {
        Plan plan = route.plan();
        for (int i = 0; i < plan.size(); i++) {
            if (stays(route, plan.step(i).chain(), now)
                    && isOpen(List.of(plan.step(i).nodes()))) {
                return true;
            }
        }
        return plan.refused().stream().anyMatch(r -> stays(route, r.chain(), now) && isOpen(r.spare()));
    }

    private boolean stays(Route route, Chain chain, long now) {
        Watch watch = watches.get(subject(chain));
        return watch == null || watch.reason == null || isForced(route, chain, now);
    }

    private static boolean isOpen(List<Node> nodes) {
        return nodes.stream().anyMatch(n -> n.breaker().isClosed());
    }

    private static boolean isForced(Route route, Chain chain, long now) {
        Forced forced = route.forced();
        return forced != null && !forced.isOver(now) && forced.chain().equals(chain.name());
    }

    private static String subject(Chain chain) {
        return chain.route() + "/" + chain.name();
    }
}
