package dev.signalbox.core.engine;

import dev.signalbox.core.call.Failures;
import dev.signalbox.core.call.Router;
import dev.signalbox.core.config.ProbeConfig;
import dev.signalbox.core.health.Breaker;
import dev.signalbox.core.health.Ejected;
import dev.signalbox.core.health.Ejection;
import dev.signalbox.core.health.LastProbe;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.time.TimeSource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks failed nodes by the cheap call that the config names, so that one which no call reaches, because other chains serve, is
 * found well again too. A probe runs on an errand thread, with a lease of the node's breaker where that is not closed, and no
 * more than one at a time for each node: one that hangs keeps its thread and no other.
 *
 * <p>Where a probe is configured it goes first: real calls wait for it for {@link #GRACE_NANOS} after the breaker's time is up, and
 * then prove the node together with it. Where none is, the next real call that reaches the node is the probe.
 */
final class Probes {
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long PAUSE_OF_EJECTED_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int NO_PERMIT = Breaker.REFUSED;

    private record Job(Node node, ProbeConfig probe, int permit, Consumer<LastProbe> told) {}

    /** What is known of the probes of one node; the engine's lock guards it. */
    private static final class Turn {
        private boolean underWay;
        private boolean impossible;
        private boolean asked;
        private long lastNanos;
    }

    private final Plans plans;
    private final Ejections ejections;
    private final Host host;
    private final Router router;
    private final TimeSource time;
    private final Failures failures;
    private final Map<Node, Turn> turns = new IdentityHashMap<>();

    Probes(Plans plans, Ejections ejections, Host host, Router router, TimeSource time, Failures failures) {
        this.plans = plans;
        this.ejections = ejections;
        this.host = host;
        this.router = router;
        this.time = time;
        this.failures = failures;
    }

    /** The control thread's turn. */
    void tick() {
        plans.locked(this::due).forEach(this::start);
    }

    /**
     * An operator's probe.
     *
     * @param told hears what came of a configured probe
     * @return what happens now, in words
     */
    String now(Node node, Consumer<LastProbe> told) {
        List<Job> job = new ArrayList<>();
        String text = plans.locked(() -> now(node, told, job));
        job.forEach(this::start);
        return text;
    }

    private String now(Node node, Consumer<LastProbe> told, List<Job> job) {
        ProbeConfig probe = configured(node);
        Turn turn = turns.computeIfAbsent(node, n -> new Turn());
        if (probe.isNone()) {
            return node.breaker().probeNow(time.nanoTime())
                    ? "no probe is configured for model '" + node.model() + "': the next call that reaches it probes it"
                    : "no probe is configured for model '" + node.model() + "', and its calls need none";
        }
        if (turn.underWay) {
            return "a probe is under way already: " + probe;
        }
        turn.impossible = false;
        boolean closed = node.breaker().isClosed();
        if (!closed) {
            node.breaker().probeNow(time.nanoTime());
        }
        job.add(job(node, turn, probe, closed ? NO_PERMIT : node.breaker().tryProbe(time.nanoTime()), told));
        return "probing it by " + probe;
    }

    private List<Job> due() {
        List<Job> due = new ArrayList<>();
        List<Node> nodes = plans.topology().nodes();
        turns.keySet().removeIf(n -> !n.isAlive() || !nodes.contains(n));
        for (Node node : nodes) {
            ProbeConfig probe = configured(node);
            Turn turn = probe.isNone() ? turns.get(node) : turns.computeIfAbsent(node, n -> new Turn());
            // A drill strikes calls, not probes: one would bring a node back that every call finds in trouble.
            boolean possible = turn != null && !probe.isNone() && !turn.impossible && node.drill() == null;
            node.breaker().probesFirst(possible ? GRACE_NANOS : 0);
            if (turn != null && possible && !turn.underWay && !node.isHeldBack()) {
                Job job = due(node, turn, probe);
                if (job != null) {
                    due.add(job);
                }
            }
        }
        return due;
    }

    private @Nullable Job due(Node node, Turn turn, ProbeConfig probe) {
        long now = time.nanoTime();
        boolean closed = node.breaker().isClosed();
        long pause = closed ? PAUSE_OF_EJECTED_NANOS : PAUSE_NANOS;
        if (turn.asked && now - turn.lastNanos < pause) {
            return null;
        }
        if (closed) {
            Ejected ejected = node.monitor().ejection().inForce();
            boolean useful = ejected != null && !ejected.slow();
            return useful ? job(node, turn, probe, NO_PERMIT, outcome -> {}) : null;
        }
        int permit = node.breaker().tryProbe(now);
        return permit == Breaker.REFUSED ? null : job(node, turn, probe, permit, outcome -> {});
    }

    private Job job(Node node, Turn turn, ProbeConfig probe, int permit, Consumer<LastProbe> told) {
        turn.underWay = true;
        turn.asked = true;
        turn.lastNanos = time.nanoTime();
        return new Job(node, probe, permit, told);
    }

    private ProbeConfig configured(Node node) {
        ModelState model = plans.topology().models().get(node.model());
        return model == null ? ProbeConfig.NONE : model.config().probe();
    }

    private void start(Job job) {
        try {
            host.execute(() -> run(job));
        } catch (Throwable ours) {
            failures.count("start of a probe", ours);
            plans.locked(() -> {
                settle(job, null, false);
                return null;
            });
        }
    }

    private void run(Job job) {
        long begun = time.nanoTime();
        Boolean good = null;
        boolean impossible = false;
        String text = "its instance was collected";
        Object instance = job.node().instance().get();
        try {
            if (instance != null) {
                Object answer = router.aside(job.node().instance(), () -> host.probe(job.probe(), instance));
                good = !Boolean.FALSE.equals(answer);
                text = good ? "it answered " + job.probe() : job.probe() + " returned false";
            }
        } catch (NoSuchMethodException e) {
            impossible = true;
            text = job.probe() + " cannot be called: " + e.getMessage();
        } catch (Throwable e) {
            good = false;
            text = job.probe() + " failed: " + Words.of(e);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(time.nanoTime() - begun);
        LastProbe outcome =
                new LastProbe(time.wallMillis(), Boolean.TRUE.equals(good), text + ", after " + millis + " ms");
        job.node().monitor().probed(outcome);
        Boolean heard = good;
        boolean never = impossible;
        plans.locked(() -> {
            settle(job, heard, never);
            return null;
        });
        host.wakeControl();
        job.told().accept(outcome);
    }

    /** Counts what came of a probe, and gives its lease back; under the lock. */
    private void settle(Job job, @Nullable Boolean good, boolean impossible) {
        Turn turn = turns.get(job.node());
        if (turn != null) {
            turn.underWay = false;
            turn.impossible = impossible;
        }
        Breaker breaker = job.node().breaker();
        if (job.permit() != NO_PERMIT) {
            if (good == null) {
                breaker.ignored(job.permit());
            } else if (good) {
                if (breaker.succeeded(job.permit())) {
                    job.node().startSlowly(time.nanoTime());
                }
            } else {
                breaker.failed(job.permit(), time.nanoTime());
            }
        }
        Ejection ejection = job.node().monitor().ejection();
        Ejected before = ejection.inForce();
        if (good != null && before != null && ejection.probed(good)) {
            ejections.returned(job.node(), before, "probes succeeded");
            plans.renew();
        }
    }
}
