package dev.signalbox.agent.site.async;

import dev.signalbox.core.site.Answered;
import dev.signalbox.core.site.AsyncAttempts;
import dev.signalbox.core.site.AsyncCall;
import dev.signalbox.core.site.AsyncCalls;
import dev.signalbox.core.site.Attempt;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A call that answers by a {@link CompletableFuture}: the caller is given one of its own, which the library's own threads complete,
 * and whose cancellation reaches the target's. Once the caller completes it, by a time limit say, no other attempt follows.
 */
public final class FutureAttempts implements AsyncAttempts {
    private final Start start;
    private final CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
    private volatile @Nullable Turn underWay;
    private final Opening opening = new Opening();
    /** Whether the answer is completed by us. */
    private volatile boolean telling;

    /** Calls the library. */
    @FunctionalInterface
    public interface Start {
        /** Makes a call on a target; what it throws is what the library threw. */
        @Nullable
        CompletableFuture<?> on(Object target, @Nullable Object[] args) throws Throwable;
    }

    /** One attempt. */
    private static final class Turn {
        volatile @Nullable CompletableFuture<?> future;
        volatile boolean cut;

        /** Cancels the library's future, if it is there. */
        void cancel() {
            CompletableFuture<?> made = future;
            if (made != null) {
                made.cancel(true);
            }
        }
    }

    private FutureAttempts(Start start) {
        this.start = start;
    }

    /** Begins a call; gives what {@link dev.signalbox.core.site.AsyncSite#open} is to return. */
    public static Object open(AsyncCalls calls, Start start) {
        FutureAttempts attempts = new FutureAttempts(start);
        AsyncCall call = calls.begin(attempts);
        Throwable thrown = attempts.opening.ends();
        if (thrown != null) {
            return Answered.throwing(thrown);
        }
        attempts.answer.whenComplete((result, failure) -> {
            if (!attempts.telling) {
                call.cancelled();
                attempts.cancelTarget();
            }
        });
        return attempts.answer;
    }

    @Override
    public void attempt(Object target, @Nullable Object[] args, Attempt attempt) throws Throwable {
        Turn turn = new Turn();
        underWay = turn;
        CompletableFuture<?> future = start.on(target, args);
        if (future == null) {
            throw new NullPointerException(target.getClass().getName() + " returned no future");
        }
        turn.future = future;
        future.whenComplete((result, failure) -> {
            if (failure != null) {
                attempt.failed(failure);
            } else if (attempt.succeeded(result)) {
                telling = true;
                answer.complete(result);
            }
        });
        if (turn.cut) {
            turn.cancel();
        }
        cancelTarget();
    }

    @Override
    public void cut() {
        Turn turn = underWay;
        if (turn != null) {
            turn.cut = true;
            turn.cancel();
        }
    }

    @Override
    public void failed(Throwable failure, boolean wasThrown) {
        if (!wasThrown || !opening.throwing(failure)) {
            telling = true;
            answer.completeExceptionally(failure);
        }
    }

    /** Cancels what is under way where the caller cancelled the answer; a time limit on a library's own future does not either. */
    private void cancelTarget() {
        Turn turn = underWay;
        if (turn != null && !telling && answer.isCancelled()) {
            turn.cancel();
        }
    }
}
