package dev.signalbox.agent.testing;

import dev.signalbox.core.site.AsyncAttempts;
import dev.signalbox.core.site.AsyncCall;
import dev.signalbox.core.site.AsyncCalls;
import dev.signalbox.core.site.Attempt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The engine's part in one call, as simple as can be: the targets take turns until one answers, and all that is told is kept. */
public final class Turns implements AsyncCalls, AsyncCall {
    private final List<Object> targets;
    private final @Nullable Object[] args;
    private final List<String> told = new CopyOnWriteArrayList<>();
    private @Nullable AsyncAttempts attempts;
    private volatile @Nullable One current;
    private volatile boolean cancelled;
    private @Nullable Throwable first;
    private boolean firstThrown;
    private volatile @Nullable Object result;
    private int next;

    /** A call with arguments that goes to these targets, one after the other. */
    public Turns(@Nullable Object[] args, Object... targets) {
        this.args = Arrays.copyOf(args, 6);
        this.targets = List.of(targets);
    }

    /** What was told: {@code attempt}, {@code output} (once for each attempt), {@code succeeded}, {@code failed: TYPE}, {@code cancelled}. */
    public List<String> told() {
        return new ArrayList<>(told);
    }

    /** What the attempt succeeded with. */
    public @Nullable Object result() {
        return result;
    }

    @Override
    public AsyncCall begin(AsyncAttempts made) {
        attempts = made;
        turn();
        return this;
    }

    private void turn() {
        AsyncAttempts made = java.util.Objects.requireNonNull(attempts);
        if (next == targets.size()) {
            made.failed(java.util.Objects.requireNonNull(first), firstThrown);
            return;
        }
        One one = new One();
        current = one;
        told.add("attempt");
        try {
            made.attempt(targets.get(next++), args.clone(), one);
        } catch (Throwable t) {
            one.fail(t, true);
        }
    }

    @Override
    public void cancelled() {
        cancelled = true;
        One one = current;
        if (one != null && one.settled.compareAndSet(false, true)) {
            told.add("cancelled");
        }
    }

    private final class One implements Attempt {
        private final AtomicBoolean settled = new AtomicBoolean();
        private volatile boolean output;

        @Override
        public boolean output() {
            if (!output) {
                told.add("output");
            }
            output = true;
            return true;
        }

        @Override
        public boolean succeeded(@Nullable Object answer) {
            if (settled.compareAndSet(false, true)) {
                result = answer;
                told.add("succeeded");
            }
            return true;
        }

        @Override
        public void failed(Throwable failure) {
            fail(failure, false);
        }

        private void fail(Throwable failure, boolean thrown) {
            if (!settled.compareAndSet(false, true)) {
                return;
            }
            told.add("failed: " + failure.getClass().getSimpleName());
            if (first == null) {
                first = failure;
                firstThrown = thrown;
            }
            if (output || cancelled) {
                java.util.Objects.requireNonNull(attempts).failed(failure, thrown);
            } else {
                turn();
            }
        }
    }
}
