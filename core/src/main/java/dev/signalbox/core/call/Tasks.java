package dev.signalbox.core.call;

import dev.signalbox.core.admission.ResourceMap;
import dev.signalbox.core.admission.TaskAllocation;
import dev.signalbox.core.config.AllocationPriority;
import dev.signalbox.core.model.Node;
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

    private final long now;
    private final long wallMillis;
    private final Map<Node, List<TaskAllocation>> byNode = new IdentityHashMap<>();

    Tasks(TimeSource time) {
        this.now = time.nanoTime();
        this.wallMillis = time.wallMillis();
    }

    Map<Node, List<TaskAllocation>> byNode() {
        return byNode;
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
            long since = since(call);
            VarHandle.loadLoadFence();
            if (begun == call.begun && node == call.node && since == since(call)) {
                if (begun && node != null) {
                    add(node, where, since);
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

    private void add(Node node, String where, long since) {
        long elapsed = Math.max(0, now - since);
        byNode.computeIfAbsent(node, n -> new ArrayList<>())
                .add(new TaskAllocation(
                        where + "@" + Long.toHexString(since),
                        ResourceMap.UNKNOWN,
                        AllocationPriority.NORMAL,
                        wallMillis - TimeUnit.NANOSECONDS.toMillis(elapsed),
                        node.monitor().health().performance().responseTimeMillis()));
    }
}
