package dev.signalbox.core.call;

import dev.signalbox.core.admission.AdmittedTask;
import dev.signalbox.core.admission.AllocationResult;
import dev.signalbox.core.admission.Demand;
import dev.signalbox.core.admission.Level;
import dev.signalbox.core.admission.ResourceConstraints;
import dev.signalbox.core.admission.ResourceMap;
import dev.signalbox.core.admission.TaskAllocation;
import dev.signalbox.core.config.AllocationPriority;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.route.Route;
import dev.signalbox.core.time.TimeSource;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Makes tasks of the calls in flight. Their threads go on meanwhile and know nothing of it: what a slot says is read until it says
 * the same twice.
 */
final class Tasks {
    private static final int TIMES = 8;
    private static final AllocationPriority[] PRIORITIES = AllocationPriority.values();

    private final long now;
    private final long wallMillis;
    private final Map<Node, List<AdmittedTask>> byNode = new IdentityHashMap<>();

    Tasks(TimeSource time) {
        this.now = time.nanoTime();
        this.wallMillis = time.wallMillis();
    }

    Map<Node, List<TaskAllocation>> byNode() {
        Map<Node, List<TaskAllocation>> tasks = new IdentityHashMap<>();
        byNode.forEach((node, admitted) ->
                tasks.put(node, admitted.stream().map(AdmittedTask::task).toList()));
        return tasks;
    }

    /** All of them, with what they hold. */
    List<AdmittedTask> all() {
        return byNode.values().stream().flatMap(List::stream).toList();
    }

    /**
     * Adds what a call holds, if it has an attempt under way on a node.
     *
     * @param where tells the calls apart that are in flight at one time
     */
    void add(Call call, String where) {
        for (int i = 0; i < TIMES; i++) {
            boolean begun = call.begun;
            Node node = call.node;
            Route route = call.route;
            int priority = call.priority;
            long held = call.held;
            Level[] levels = call.heldLevels;
            Demand demand = call.heldDemand;
            long tokens = call.heldTokens;
            long left = call.limited ? call.deadlineNanos - call.attemptNanos : -1;
            long since = since(call);
            VarHandle.loadLoadFence();
            if (begun == call.begun
                    && node == call.node
                    && since == since(call)
                    && priority == call.priority
                    && held == call.held
                    && demand == call.heldDemand) {
                if (begun && node != null) {
                    AllocationResult result = new AllocationResult(
                            held != 0 && demand != null ? ResourceMap.of(held, demand, tokens) : ResourceMap.UNKNOWN,
                            held != 0 && levels != null ? ResourceConstraints.of(levels) : ResourceConstraints.NONE,
                            PRIORITIES[priority],
                            left < 0 ? Double.NaN : left / 1e6);
                    add(node, where, since, route == null ? "" : route.name(), result, held != 0);
                }
                return;
            }
            VarHandle.loadLoadFence();
        }
    }

    /** A call that is only measured is one attempt, which began when it did. */
    private static long since(Call call) {
        return call.route == null ? call.startedNanos : call.attemptNanos;
    }

    private void add(Node node, String where, long since, String route, AllocationResult result, boolean holding) {
        long elapsed = Math.max(0, now - since);
        TaskAllocation task = new TaskAllocation(
                where + "@" + Long.toHexString(since),
                result.resources(),
                result.priority(),
                wallMillis - TimeUnit.NANOSECONDS.toMillis(elapsed),
                node.monitor().health().performance().responseTimeMillis());
        byNode.computeIfAbsent(node, n -> new ArrayList<>())
                .add(new AdmittedTask(route, node.name(), task, result, holding));
    }
}
