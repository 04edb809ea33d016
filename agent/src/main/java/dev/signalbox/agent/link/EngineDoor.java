package dev.signalbox.agent.link;

import dev.signalbox.core.site.CallGate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where the engine is handed over once it runs. The first gates that are linked wait for it a moment, so that the first
 * instances and calls of a host are not lost; those that could not wait are linked when it comes.
 */
public final class EngineDoor {
    /** The engine starts within a few hundred milliseconds; beyond this the host goes first. */
    private static final long LONGEST_WAIT_SECONDS = 3;

    private static final int MOST_FAILURES_KEPT = 64;

    private record Failure(String where, Throwable failure) {}

    private final CountDownLatch needed;
    private final CountDownLatch opened = new CountDownLatch(1);
    private final List<Failure> early = new ArrayList<>();
    private volatile @Nullable CallGate gate;
    private volatile @Nullable Thread starter;
    private volatile boolean waitedInVain;

    /** @param needed is counted down when a host thread waits for the engine */
    public EngineDoor(CountDownLatch needed) {
        this.needed = needed;
    }

    /** Says that the engine is being started by this thread, which therefore waits for nothing. */
    public void opening() {
        starter = Thread.currentThread();
    }

    /** Hands the engine over, and tells it of what failed before it ran; null where it could not start. */
    public void open(@Nullable CallGate engine) {
        List<Failure> failures;
        synchronized (early) {
            gate = engine;
            failures = List.copyOf(early);
            early.clear();
        }
        starter = null;
        opened.countDown();
        for (Failure each : failures) {
            failed(each.where(), each.failure());
        }
    }

    /** Counts a failure of ours. Never throws. */
    public void failed(String where, Throwable failure) {
        try {
            CallGate engine = gate;
            if (engine != null) {
                engine.failed(where, failure);
                return;
            }
            synchronized (early) {
                if (early.size() < MOST_FAILURES_KEPT) {
                    early.add(new Failure(where, failure));
                }
            }
        } catch (Throwable ignored) {
            // counting is the last thing that could be done
        }
    }

    /** Whether anything has needed the engine: before that no class of a call site has been loaded. */
    boolean isNeeded() {
        return needed.getCount() == 0;
    }

    @Nullable
    CallGate now() {
        return gate;
    }

    @Nullable
    CallGate await() {
        if (gate == null && !waitedInVain && starter != Thread.currentThread()) {
            needed.countDown();
            try {
                waitedInVain = !opened.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return gate;
    }
}
