package dev.signalbox.agent.site.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.agent.testing.Turns;
import dev.signalbox.core.site.Answered;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Futures in the place of a library's own. */
class FutureAttemptsTest {
    /** A model, by the future that it answers with. */
    private interface Model {
        @Nullable
        CompletableFuture<?> call() throws Throwable;
    }

    private static Object open(Turns turns) {
        return FutureAttempts.open(turns, (target, args) -> ((Model) target).call());
    }

    private static Turns turns(Model... models) {
        return new Turns(new @Nullable Object[0], (Object[]) models);
    }

    private static CompletableFuture<?> future(Turns turns) {
        return (CompletableFuture<?>) open(turns);
    }

    @Test
    void theFirstAnswerIsTheCallers() throws Exception {
        CompletableFuture<Object> first = new CompletableFuture<>();
        CompletableFuture<Object> second = new CompletableFuture<>();
        Turns turns = turns(() -> first, () -> second);
        CompletableFuture<?> answer = future(turns);
        List<Thread> threads = new ArrayList<>();
        answer.thenAccept(x -> threads.add(Thread.currentThread()));

        first.completeExceptionally(new IOException("first"));
        assertThat(answer).isNotDone();
        Thread library = new Thread(() -> second.complete("second"));
        library.start();
        library.join();

        assertThat(answer.get()).isEqualTo("second");
        assertThat(threads).as("the library's own thread").containsExactly(library);
        assertThat(turns.told()).containsExactly("attempt", "failed: IOException", "attempt", "succeeded");
    }

    /** How a future's failure looks to all that can be done with it. */
    private static List<String> looks(CompletableFuture<?> future) {
        List<String> looks = new ArrayList<>();
        future.whenComplete((x, e) -> looks.add("whenComplete " + e));
        future.thenApply(x -> x).whenComplete((x, e) -> looks.add("dependent " + e));
        List<Function<CompletableFuture<?>, ?>> ways = List.of(CompletableFuture::join, f -> f.getNow(null), f -> {
            try {
                return f.get();
            } catch (ExecutionException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        for (Function<CompletableFuture<?>, ?> way : ways) {
            try {
                looks.add("result " + way.apply(future));
            } catch (RuntimeException e) {
                looks.add(e + " caused by " + e.getCause());
            }
        }
        looks.add(future.isCancelled() + " " + future.isCompletedExceptionally());
        return looks;
    }

    @Test
    void aFailureHasTheShapeThatTheLibraryGaveIt() {
        CompletableFuture<?> bare = CompletableFuture.failedFuture(new IOException("x"));
        CompletableFuture<?> wrapped = bare.thenApply(x -> x);
        CompletableFuture<?> cancelled = new CompletableFuture<>();
        cancelled.cancel(false);
        for (CompletableFuture<?> own : List.of(bare, wrapped, cancelled)) {
            assertThat(looks(future(turns(() -> own)))).isEqualTo(looks(own));
        }
    }

    @Test
    void whatIsThrownAtOnceIsThrown() {
        assertThatThrownBy(() -> ((Answered) open(turns(
                                () -> {
                                    throw new IOException("first");
                                },
                                () -> {
                                    throw new IOException("second");
                                })))
                        .get())
                .isInstanceOf(IOException.class)
                .hasMessage("first");
    }

    @Test
    void whatWasThrownFirstIsInTheFutureOnceTheMethodHasReturned() {
        CompletableFuture<Object> second = new CompletableFuture<>();
        CompletableFuture<?> answer = future(turns(
                () -> {
                    throw new IOException("first");
                },
                () -> second));

        second.completeExceptionally(new IOException("second"));

        assertThatThrownBy(answer::get).cause().hasMessage("first");
    }

    @Test
    void aCancelReachesTheTargetAndNoOtherIsAsked() {
        CompletableFuture<Object> first = new CompletableFuture<>();
        Turns turns = turns(() -> first, CompletableFuture::new);
        CompletableFuture<?> answer = future(turns);

        answer.cancel(true);

        assertThat(first).isCancelled();
        assertThat(turns.told()).containsExactly("attempt", "cancelled");
        assertThatThrownBy(answer::join).isInstanceOf(CancellationException.class);
    }

    @Test
    void aCallersTimeLimitEndsTheCallAndLeavesTheTargetAlone() throws Exception {
        CompletableFuture<Object> first = new CompletableFuture<>();
        Turns turns = turns(() -> first, CompletableFuture::new);
        CompletableFuture<?> answer = future(turns);

        assertThatThrownBy(() -> answer.orTimeout(1, TimeUnit.MILLISECONDS).get())
                .hasCauseInstanceOf(java.util.concurrent.TimeoutException.class);
        assertThat(first).isNotDone();
        first.completeExceptionally(new IOException("late"));

        assertThat(turns.told()).containsExactly("attempt", "cancelled");
    }

    @Test
    void noFutureIsAFailure() {
        Turns turns = turns(() -> null, () -> CompletableFuture.completedFuture("second"));

        assertThat(future(turns).join()).isEqualTo("second");
        assertThat(turns.told()).contains("failed: NullPointerException");
    }

    @Test
    void aMethodThatHasReturnedThrowsNothing() {
        Opening opening = new Opening();
        assertThat(opening.ends()).isNull();
        assertThat(opening.throwing(new CompletionException(null))).isFalse();
        assertThat(opening.ends()).isNull();

        Opening other = new Opening();
        IOException failure = new IOException();
        assertThat(other.throwing(failure)).isTrue();
        assertThat(other.throwing(new IOException())).isFalse();
        assertThat(other.ends()).isSameAs(failure);
    }
}
