package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.DeadlineConfig.Interrupts;
import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.TestStream;
import dev.signalbox.core.testing.TestStream.Listener;
import dev.signalbox.core.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A deadline of 1 s for calls whose outcome comes after their method has returned. */
class AsyncDeadlineTest {
    private final World world = new World(
            1, World.limited(Duration.ofSeconds(1), Interrupts.WHERE_SAFE, RetryConfig.NONE, "large", "small"));
    private final TestStream.Site site = new TestStream.Site();
    private final TestStream large = new TestStream("large", world.engine.gate(), site);
    private final TestStream small = new TestStream("small", world.engine.gate(), site);
    private final Listener caller = new Listener();
    private final List<@Nullable Object> cut = new ArrayList<>();

    private void pass(long millis) {
        world.time.advance(millis, TimeUnit.MILLISECONDS);
        world.watch();
    }

    private long timeouts(String node) {
        return world.node(node).meter().count(Node.outcome(FailureClass.TIMEOUT));
    }

    @AfterEach
    void nothingIsHeldAndNothingOfOursFailed() {
        for (Node node : world.engine.nodes()) {
            assertThat(node.inFlight()).as(node.name()).isZero();
        }
        assertThat(world.engine.failures().last()).isEmpty();
    }

    @Test
    void aSilentStreamIsCutAndTheNextChainAnswers() {
        site.cut = cut::add;
        large.ask("a", caller);
        pass(499);
        assertThat(small.requests).isEmpty();
        pass(1);
        assertThat(cut).containsExactly("a");
        small.last().done("two");
        assertThat(caller.heard).containsExactly("done two");
        assertThat(timeouts("large#0")).isEqualTo(1);
        assertThat(world.node("large#0").breaker().consecutiveFailures()).isEqualTo(1);
        large.last().output("late");
        large.last().done("late");
        large.last().failed(new Fault(FailureClass.TRANSIENT, "late"));
        assertThat(caller.heard).containsExactly("done two");
        assertThat(world.node("large#0").breaker().consecutiveFailures())
                .as("late outcomes move no breaker")
                .isEqualTo(1);
        assertThat(world.route().missedDeadlines().sum()).isZero();
    }

    @Test
    void aStreamThatSpeaksMayTakeItsTime() {
        large.ask("a", caller);
        pass(499);
        large.last().output("one");
        pass(60_000);
        large.last().done("one");
        assertThat(caller.heard).containsExactly("one", "done one");
        assertThat(world.route().cutAttempts().sum()).isZero();
        assertThat(world.route().missedDeadlines().sum()).isZero();
    }

    @Test
    void whereAllAreSilentTheCallerIsToldSoAtTheDeadline() {
        large.ask("a", caller);
        pass(500);
        pass(499);
        assertThat(caller.heard).isEmpty();
        pass(1);
        assertThat(caller.heard).hasSize(1);
        assertThat((Throwable) caller.heard.get(0))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
        assertThat(timeouts("small#0")).isEqualTo(1);
        assertThat(world.route().missedDeadlines().sum()).isEqualTo(1);
    }

    @Test
    void aFutureIsNotCompletedByALateAnswer() {
        CompletableFuture<String> answer = large.later("a");
        pass(500);
        large.last().done("late");
        assertThat(answer).isNotDone();
        small.last().done("two");
        assertThat(answer).isCompletedWithValue("two");
    }

    @Test
    void whoEndsInTimeIsForgotten() {
        large.ask("a", caller);
        large.last().failed(new Fault(FailureClass.TRANSIENT, "down"));
        small.last().done("two");
        large.ask("b", caller);
        caller.cancel();
        pass(10_000);
        assertThat(world.route().cutAttempts().sum()).isZero();
        assertThat(caller.heard).containsExactly("done two");
    }
}
