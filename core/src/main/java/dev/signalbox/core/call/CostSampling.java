package dev.signalbox.core.call;

import dev.signalbox.core.hardware.ThreadUse;
import dev.signalbox.core.model.Node;

/**
 * Measures what one attempt in 64 takes of its thread, by chance, so that no rhythm of calls is met by the samples' own. Only answered
 * attempts count: one that fails at once would say that calls take nothing.
 */
final class CostSampling {
    private final ThreadUse thread;

    CostSampling(ThreadUse thread) {
        this.thread = thread;
    }

    /** An attempt begins on the thread that runs it. */
    void begin(Call call) {
        boolean sampled = call.isDueForSample();
        call.sampled = sampled;
        if (sampled) {
            read(call);
        }
    }

    private void read(Call call) {
        call.sampled = call.site().runsOnCallersThread();
        if (call.sampled) {
            call.allocatedBefore = thread.allocatedBytes();
            call.cpuBefore = thread.cpuNanos();
        }
    }

    /** A sampled attempt was answered, on the same thread. */
    void answered(Call call, Node node, long nanos, long now) {
        long cpu = used(call.cpuBefore, thread.cpuNanos());
        long allocated = used(call.allocatedBefore, thread.allocatedBytes());
        if (cpu >= 0 || allocated >= 0) {
            node.costs().record(allocated, cpu, nanos, now);
        }
    }

    private static long used(long before, long after) {
        return before < 0 || after < before ? ThreadUse.UNKNOWN : after - before;
    }
}
