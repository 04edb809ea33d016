package dev.signalbox.examples.quickstart.demo;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Calls at a fixed pace, the same ones to every target at the same moment. The pace does not wait for answers, so a slow
 * application is not spared by its own slowness.
 */
final class Load implements AutoCloseable {
    static final int SCORES_PER_SECOND = 40;
    static final int CHATS_PER_SECOND = 20;

    private static final int WARM_UP_CALLS = 25;

    private final List<Target> targets;
    private final ScoreKey key;
    private final ScheduledExecutorService pace = Executors.newScheduledThreadPool(2);
    private final AtomicInteger scores = new AtomicInteger();
    private final AtomicInteger chats = new AtomicInteger();
    private final Phaser inFlight = new Phaser(1);
    private volatile long[] layout = ScoreKey.LAYOUT;

    Load(List<Target> targets, ScoreKey key) {
        this.targets = targets;
        this.key = key;
    }

    /** Where calls go, and who is told of their answers. */
    record Target(Caller caller, Consumer<Answer> answers) {}

    /** One call after the other, until classes are loaded: a cold JVM on a busy machine is not what is compared. */
    void warmUp() {
        for (int i = 0; i < WARM_UP_CALLS; i++) {
            for (Target target : targets) {
                target.answers()
                        .accept(target.caller().score(key.entry(i), layout).join());
                target.answers().accept(target.caller().chat(i).join());
            }
        }
    }

    void start() {
        every(SCORES_PER_SECOND, () -> score(scores.getAndIncrement()));
        every(CHATS_PER_SECOND, () -> chat(chats.getAndIncrement()));
    }

    /** The spare input of the score calls from now on. */
    void layout(long[] next) {
        layout = next;
    }

    /** Stops, and waits for the answers that are still due. */
    @Override
    public void close() throws InterruptedException {
        stop(pace);
        try {
            inFlight.awaitAdvanceInterruptibly(inFlight.arrive(), 15, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("calls are still without an answer after 15 s", e);
        }
    }

    private void score(int index) {
        long[] sent = layout;
        for (Target target : targets) {
            inFlight.register();
            var unused = target.caller().score(key.entry(index), sent).thenAccept(answer -> done(target, answer));
        }
    }

    private void chat(int index) {
        for (Target target : targets) {
            inFlight.register();
            var unused = target.caller().chat(index).thenAccept(answer -> done(target, answer));
        }
    }

    private void done(Target target, Answer answer) {
        target.answers().accept(answer);
        inFlight.arriveAndDeregister();
    }

    private void every(int perSecond, Runnable call) {
        long periodNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        var unused = pace.scheduleAtFixedRate(call, 0, periodNanos, TimeUnit.NANOSECONDS);
    }

    private static void stop(ExecutorService executor) throws InterruptedException {
        executor.shutdown();
        if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the load does not stop");
        }
    }
}
