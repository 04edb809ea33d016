package dev.signalbox.core.engine;

import dev.signalbox.core.call.Failures;
import dev.signalbox.core.control.ConditionInfo;
import dev.signalbox.core.recovery.ErrorRecovery;
import dev.signalbox.core.recovery.RecoveryStatus;
import dev.signalbox.core.recovery.Severity;
import dev.signalbox.core.route.HealthAwareRoute;
import dev.signalbox.core.route.Route;
import dev.signalbox.core.time.TimeSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** What is done about trouble, beyond what each failed call does for itself; and the journal of it. */
public final class Recoveries {
    private final Plans plans;
    private final Host host;
    private final TimeSource time;
    private final Conditions conditions = new Conditions();
    private final Actions actions = new Actions(conditions);
    private final Incidents incidents;
    private final CallTroubles calls;
    private final ChainGuard guard;
    private final Rebalancer rebalancer;
    private final Leavers leavers;
    private final Scaler scaler;

    Recoveries(Plans plans, Events events, Binder binder, Host host, Failures failures, TimeSource time) {
        this.plans = plans;
        this.host = host;
        this.time = time;
        this.incidents = new Incidents(events, time);
        this.calls = new CallTroubles(incidents);
        this.guard = new ChainGuard(conditions, incidents);
        this.rebalancer = new Rebalancer(conditions, incidents);
        this.leavers = new Leavers(host, failures, binder);
        this.scaler = new Scaler(conditions, incidents, leavers);
    }

    /** The control thread's turn. */
    void tick() {
        List<Runnable> work = plans.locked(() -> {
            Topology topology = plans.topology();
            long now = time.nanoTime();
            conditions.look(topology, host.hardware(), now);
            incidents.forget(topology);
            calls.tick(topology, now);
            rebalancer.tick(topology, now);
            boolean changed = scaler.tick(topology, now);
            changed |= leavers.tick(topology, now);
            if (changed) {
                plans.renew(); // the guard looks at the plans: a node that goes now is nobody to rely on
            }
            if (guard.tick(topology, now)) {
                plans.renew();
            }
            return leavers.drained();
        });
        work.forEach(host::execute);
    }

    /** The incidents that go on, and the last 256 that ended, in the order in which they began. */
    public List<ErrorRecovery> incidents() {
        return plans.locked(incidents.journal()::list);
    }

    /** How many incidents of each severity there were so far, those that go on included. */
    public Map<Severity, Long> bySeverity() {
        return counts(Severity.values(), s -> incidents.journal().count(s));
    }

    /** How many incidents are, or ended, in each status. */
    public Map<RecoveryStatus, Long> byStatus() {
        return counts(RecoveryStatus.values(), s -> incidents.journal().count(s));
    }

    /** How likely each action is to succeed, 0 to 1, by {@code route/action} or {@code model/action}; only what was tried. */
    public Map<String, Double> probabilities() {
        return plans.locked(incidents::probabilities);
    }

    /** How many nodes each model should have that a route may scale. */
    public Map<String, Integer> desiredNodes() {
        return plans.locked(() -> scaler.desired(plans.topology()));
    }

    /** The conditions, each as it stands for each node. */
    public List<ConditionInfo> conditions() {
        return plans.locked(conditions::list);
    }

    /** A route with the health of its nodes, and what is armed for it. */
    public HealthAwareRoute describe(Route route) {
        return plans.locked(() -> actions.describe(route, plans.topology()));
    }

    private <K> Map<K, Long> counts(K[] keys, ToLongFunction<K> count) {
        Supplier<Map<K, Long>> read = () -> {
            Map<K, Long> all = new LinkedHashMap<>();
            for (K key : keys) {
                all.put(key, count.applyAsLong(key));
            }
            return all;
        };
        return plans.locked(read);
    }
}
