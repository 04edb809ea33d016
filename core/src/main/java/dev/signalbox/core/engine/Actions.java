package dev.signalbox.core.engine;

import dev.signalbox.core.config.Condition;
import dev.signalbox.core.config.DegradeConfig;
import dev.signalbox.core.config.DegradeConfig.Then;
import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.config.RecoveryConfig;
import dev.signalbox.core.recovery.DegradationAction;
import dev.signalbox.core.recovery.DegradationCondition;
import dev.signalbox.core.recovery.Failover;
import dev.signalbox.core.recovery.FailoverCondition;
import dev.signalbox.core.recovery.Scale;
import dev.signalbox.core.route.Chain;
import dev.signalbox.core.route.HealthAwareRoute;
import dev.signalbox.core.route.Route;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Describes what a route's config arms, with the conditions as they stand. The engine's lock guards it. */
final class Actions {
    private final Conditions conditions;

    Actions(Conditions conditions) {
        this.conditions = conditions;
    }

    /** A route with the health of its nodes and what is armed for it. */
    HealthAwareRoute describe(Route route, Topology topology) {
        RecoveryConfig recovery = route.config().recovery();
        List<DegradationAction> armed = new ArrayList<>();
        recovery.degrade().forEach(rule -> armed.add(of(rule, route, topology)));
        if (!recovery.failOverWhen().isEmpty()) {
            armed.add(new Failover(
                    degradation(recovery.failOverWhen(), route, topology), active(route, topology), Double.NaN));
        }
        DegradationAction inForce = armed.stream()
                .filter(a -> a.conditions().stream().anyMatch(DegradationCondition::inForce))
                .findFirst()
                .orElse(null);
        DegradationAction response = inForce != null || armed.isEmpty() ? inForce : armed.get(0);
        return new HealthAwareRoute(
                route,
                route.chains().stream()
                        .flatMap(c -> topology.of(c.model()).stream())
                        .map(n -> n.monitor().health())
                        .toList(),
                response,
                inForce != null,
                takingOut(route).stream()
                        .map(c -> new FailoverCondition(c, conditions.isInForce(c, route, topology)))
                        .toList());
    }

    private DegradationAction of(DegradeConfig rule, Route route, Topology topology) {
        List<DegradationCondition> when = degradation(List.of(rule.when()), route, topology);
        return switch (rule.then()) {
            case REBALANCE -> Rebalancer.action(when, rule.floor());
            case FAILOVER -> new Failover(when, active(route, topology), Double.NaN);
            case SCALE -> {
                ModelConfig made = creatable(route, topology);
                int most = made == null ? rule.to() : Scaler.most(rule, made);
                yield new Scale(when, most, rule.idle().toSeconds(), made != null);
            }
        };
    }

    private static @Nullable ModelConfig creatable(Route route, Topology topology) {
        for (Chain chain : route.chains()) {
            ModelState model = topology.models().get(chain.model());
            if (model != null && Scaler.isCreatable(model.config())) {
                return model.config();
            }
        }
        return null;
    }

    private List<DegradationCondition> degradation(List<Condition> all, Route route, Topology topology) {
        return all.stream()
                .map(c -> new DegradationCondition(c, conditions.isInForce(c, route, topology)))
                .toList();
    }

    /** The conditions that take a chain of a route out of use. */
    static List<Condition> takingOut(Route route) {
        RecoveryConfig recovery = route.config().recovery();
        List<Condition> all = new ArrayList<>(recovery.failOverWhen());
        for (DegradeConfig rule : recovery.degrade()) {
            if (rule.then() == Then.FAILOVER) {
                all.add(rule.when());
            }
        }
        return all;
    }

    private static String active(Route route, Topology topology) {
        RouteWatch watch = topology.watches().get(route.name());
        return watch == null ? "" : watch.active();
    }
}
