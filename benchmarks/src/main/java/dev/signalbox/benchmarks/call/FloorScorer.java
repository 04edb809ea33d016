package dev.signalbox.benchmarks.call;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.invoke.VarHandle;

/**
 * The least that routing inside the call can cost: a gate, one volatile read of a plan, two clock readings, two striped
 * counters, and a guarded call on another node. It decides nothing, settles nothing and survives nothing; it is the measure,
 * not a rival.
 */
final class FloorScorer extends Scorer {
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int STRIPES = 64;
    private static final int CACHE_LINES_OF_LONGS = 16;
    private static final MutableCallSite SITE;
    private static final MethodHandle GATE;

    static {
        try {
            SITE = new MutableCallSite(MethodHandles.lookup()
                    .findStatic(
                            FloorScorer.class,
                            "route",
                            MethodType.methodType(Score.class, FloorScorer.class, Features.class)));
            GATE = SITE.dynamicInvoker();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Which scorer answers. */
    record Plan(Scorer target) {}

    private final long[] begun = new long[STRIPES * CACHE_LINES_OF_LONGS];
    private final long[] nanos = new long[STRIPES * CACHE_LINES_OF_LONGS];
    private volatile Plan plan = new Plan(this);

    FloorScorer(String name) {
        super(name);
    }

    void routeTo(Scorer target) {
        plan = new Plan(target);
    }

    long begun() {
        long sum = 0;
        for (int i = 0; i < begun.length; i++) {
            sum += (long) CELL.getOpaque(begun, i);
        }
        return sum;
    }

    @Override
    public Score score(Features features) {
        try {
            return (Score) GATE.invokeExact(this, features);
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
    }

    private static Score route(FloorScorer self, Features features) {
        Scorer target = self.plan.target();
        int stripe = ((int) Thread.currentThread().getId() & (STRIPES - 1)) * CACHE_LINES_OF_LONGS;
        long start = System.nanoTime();
        add(self.begun, stripe, 1);
        try {
            return target == self ? self.own(features) : target.score(features);
        } finally {
            add(self.nanos, stripe, System.nanoTime() - start);
        }
    }

    private Score own(Features features) {
        return super.score(features);
    }

    private static void add(long[] cells, int index, long value) {
        CELL.setOpaque(cells, index, (long) CELL.getOpaque(cells, index) + value);
    }
}
