package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.call.CallOutcome;
import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.TestStream;
import dev.signalbox.core.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SlowCallsTest {
    private final World world = new World(1, World.config(RetryConfig.NONE, "large", "small"));
    private final TestModel large = world.model("large", null);
    private final TestModel small = world.model("small", null);
    private final List<String> told = new ArrayList<>();

    private void listen(long fromMillis) {
        world.engine
                .slowCalls()
                .listen(
                        TimeUnit.MILLISECONDS.toNanos(fromMillis),
                        (route, chain, node, callSite, outcome, failedAttempt, nanos) -> told.add(
                                String.join(" ", route, chain, node, callSite, outcome.word(), "" + failedAttempt) + " "
                                        + TimeUnit.NANOSECONDS.toMillis(nanos)));
    }

    private Object takes(long millis, Object answer) {
        world.time.advance(millis, TimeUnit.MILLISECONDS);
        return answer;
    }

    private Object fails(long millis) {
        takes(millis, "");
        throw new Fault(FailureClass.TRANSIENT, "no");
    }

    @Test
    void aCallIsToldWhereItTookAsLongAndNotWhereItDidNot() throws Throwable {
        listen(20);
        large.does(q -> takes(19, q));
        large.ask("a");
        assertThat(told).isEmpty();
        large.does(q -> takes(20, q));
        large.ask("a");
        assertThat(told).containsExactly("chat large large#0 ask answered false 20");
    }

    @Test
    void whatAFailoverTookCountsWhole() throws Throwable {
        listen(20);
        large.does(q -> fails(15));
        small.does(q -> takes(5, q));
        large.ask("a");
        assertThat(told).containsExactly("chat small small#0 ask answered true 20");
    }

    @Test
    void aFailedCallIsTold() {
        listen(0);
        large.does(q -> fails(1));
        small.does(q -> fails(2));
        assertThatThrownBy(() -> large.ask("a")).isInstanceOf(Fault.class);
        assertThat(told).containsExactly("chat   ask failed true 3");
    }

    @Test
    void aRejectedCallIsTold() {
        listen(0);
        world.engine.tick();
        world.engine.operator().drain("large#0", true);
        world.engine.operator().drain("small#0", true);
        assertThatThrownBy(() -> large.ask("a"));
        assertThat(told).containsExactly("chat   ask rejected false 0");
    }

    @Test
    void nobodyHearsAfterwards() throws Throwable {
        listen(0);
        world.engine.slowCalls().ignore();
        large.ask("a");
        assertThat(told).isEmpty();
    }

    @Test
    void aListenerThatFailsIsCountedAndTheCallAnswered() throws Throwable {
        world.engine.slowCalls().listen(0, (route, chain, node, callSite, outcome, failedAttempt, nanos) -> {
            throw new IllegalStateException("no recorder");
        });
        assertThat(large.ask("a")).isEqualTo("large:a");
        assertThat(world.engine.failures().last()).hasSize(1);
        assertThat(world.node("large#0").inFlight()).isZero();
    }

    @Test
    void aCallThatIsGivenUpBetweenTwoAttemptsIsToldOnce() {
        World retrying = new World(1, World.config(new RetryConfig(2, Duration.ofMillis(10), 1), "stream", "other"));
        TestStream.Site site = new TestStream.Site();
        TestStream stream = new TestStream("stream", retrying.engine.gate(), site);
        retrying.engine.tick();
        List<CallOutcome> outcomes = new ArrayList<>();
        retrying.engine
                .slowCalls()
                .listen(0, (route, chain, node, callSite, outcome, failedAttempt, nanos) -> outcomes.add(outcome));
        List<Runnable> later = new ArrayList<>();
        retrying.executor = later::add;
        TestStream.Listener caller = new TestStream.Listener();
        stream.ask("a", caller);
        stream.last().failed(new Fault(FailureClass.TRANSIENT, "no"));
        assertThat(later).hasSize(1);
        caller.cancel();
        later.remove(0).run();
        assertThat(later).isEmpty();
        assertThat(caller.heard).isEmpty();
        assertThat(outcomes).containsExactly(CallOutcome.CANCELLED);
        assertThat(retrying.node("stream#0").inFlight()).isZero();
    }
}
