package dev.signalbox.core.engine;

import dev.signalbox.core.admission.TaskAllocation;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.time.TimeSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** How long each node's oldest call has been under way, looked up once a second. The control thread uses it. */
final class OldestCalls {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<Map<Node, List<TaskAllocation>>> tasks;
    private final TimeSource time;
    private Map<Node, List<TaskAllocation>> seen = Map.of();
    private long seenNanos;

    OldestCalls(Supplier<Map<Node, List<TaskAllocation>>> tasks, TimeSource time) {
        this.tasks = tasks;
        this.time = time;
        this.seenNanos = time.nanoTime() - LOOK_NANOS;
    }

    void update(long now) {
        if (now - seenNanos >= LOOK_NANOS) {
            seenNanos = now;
            seen = tasks.get();
        }
    }

    /** In milliseconds, when it was last looked up; NaN where the node had no call under way. */
    double millis(Node node) {
        long wall = time.wallMillis() - TimeUnit.NANOSECONDS.toMillis(time.nanoTime() - seenNanos);
        return seen.getOrDefault(node, List.of()).stream()
                .mapToDouble(task -> wall - task.startTimeMillis())
                .max()
                .orElse(Double.NaN);
    }
}
