package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.health.BreakerState;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.TestStream;
import dev.signalbox.core.testing.TestStream.Listener;
import dev.signalbox.core.testing.TestStream.Teller;
import dev.signalbox.core.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Calls whose outcome comes later, where callers, models and we ourselves behave badly. */
class AsyncTroubleTest {
    private final World world = new World(1, World.config(RetryConfig.NONE, "large", "small"));
    private final TestStream.Site site = new TestStream.Site();
    private final TestStream large = new TestStream("large", world.engine.gate(), site);
    private final TestStream small = new TestStream("small", world.engine.gate(), site);
    private final Listener caller = new Listener();

    private static Fault fault(FailureClass kind) {
        return new Fault(kind, kind.name());
    }

    private void warm() {
        large.ask("warm", new Listener());
        large.last().done("warm");
        large.requests.clear();
    }

    private void opensTheBreaker() {
        for (int i = 0; i < 5; i++) {
            large.ask("a", new Listener());
            large.last().failed(fault(FailureClass.TRANSIENT));
            small.last().done("a");
        }
    }

    private void nothingIsInFlight() {
        assertThat(world.engine.nodes())
                .allSatisfy(n -> assertThat(n.inFlight()).as(n.name()).isZero());
    }

    @Test
    void howeverManyModelsFailWhileTheyAreAskedTheStackDoesNotGrow() {
        int count = 60;
        String[] names = IntStream.range(0, count).mapToObj(i -> "m" + i).toArray(String[]::new);
        World wide = new World(1, World.config(RetryConfig.NONE, names));
        List<Long> depths = new ArrayList<>();
        List<TestStream> models = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int me = i;
            models.add(new TestStream(names[i], wide.engine.gate(), site).does(r -> {
                depths.add(StackWalker.getInstance().walk(frames -> frames.count()));
                if (me == count - 1) {
                    r.teller().done("at last");
                } else if (me % 2 == 0) {
                    r.teller().failed(fault(FailureClass.OVERLOAD));
                } else {
                    throw fault(FailureClass.OVERLOAD);
                }
            }));
        }
        models.get(0).ask("a", caller);
        assertThat(caller.heard).containsExactly("done at last");
        assertThat(depths).hasSize(count);
        assertThat(depths.get(count - 1)).isLessThan(depths.get(0) + 10);
        assertThat(wide.engine.failures().last()).isEmpty();
    }

    @Test
    void whatTheCallersOwnCodeThrowsWhenItIsToldAtOnceIsThrownAndNoBodyRunsAsWell() {
        warm();
        Fault first = fault(FailureClass.TRANSIENT);
        large.does(r -> r.teller().failed(first));
        small.does(r -> r.teller().failed(fault(FailureClass.TRANSIENT)));
        IllegalStateException own = new IllegalStateException("the caller's own");
        caller.throwing(own);
        assertThatThrownBy(() -> large.ask("a", caller)).isSameAs(own);
        assertThat(caller.heard).containsExactly(first);
        assertThat(large.requests).hasSize(1);
        assertThat(small.requests).hasSize(1);
        assertThat(world.engine.failures().last()).isEmpty();
        nothingIsInFlight();
    }

    @Test
    void whatTheCallersOwnCodeThrowsAfterAPauseStaysWithUsAndItIsToldOnce() {
        World retrying = new World(1, World.config(new RetryConfig(2, Duration.ofMillis(100), 1), "large"));
        TestStream model = new TestStream("large", retrying.engine.gate(), site);
        Fault first = fault(FailureClass.TRANSIENT);
        model.does(r -> r.teller().failed(first));
        caller.throwing(new IllegalStateException("the caller's own"));
        model.ask("a", caller);
        assertThat(caller.heard).containsExactly(first);
        assertThat(model.requests).hasSize(2);
        assertThat(retrying.node("large#0").inFlight()).isZero();
        assertThat(retrying.engine.failures().last()).singleElement().asString().contains("the caller's own code");
    }

    @Test
    void aDroppedCallWhoseRequestWasTurnedIntoAnotherIsGivenBackAlthoughItsCallerHoldsOnToIt() {
        warm();
        world.engine.operator().failOver("chat", "small", 0, "");
        drop();
        assertThat(world.node("small#0").inFlight()).isEqualTo(1);
        for (int i = 0; i < 200 && world.node("small#0").inFlight() > 0; i++) {
            System.gc();
            world.pass(100, TimeUnit.MILLISECONDS);
        }
        nothingIsInFlight();
    }

    /** The listener knows the call, as one does that can be cancelled, and is among the arguments. */
    private void drop() {
        large.ask("dropped", new Listener());
        small.requests.clear();
    }

    @Test
    void anObjectOfTwoCallSitesIsMeasuredOnlyWhereNoRouteIsBound() {
        TestStream.Site other = new TestStream.Site() {
            @Override
            public String id() {
                return "another";
            }
        };
        World fresh = new World(1, World.config(RetryConfig.NONE, "large", "small"));
        TestStream both = new TestStream("large", fresh.engine.gate(), other);
        new TestStream("small", fresh.engine.gate(), site);
        fresh.engine.gate().constructed(site, both);
        both.ask("measured only", caller);
        Fault down = fault(FailureClass.TRANSIENT);
        both.last().failed(down);
        assertThat(caller.heard).containsExactly(down);
        assertThat(fresh.route().calls().total()).isZero();
        assertThat(fresh.node("large#0").meter().total()).isEqualTo(1);
    }

    @Test
    void aPublisherThatWasMadeBeforeAReloadObeysWhatIsInForceWhenItIsSubscribedTo() {
        warm();
        Runnable onDemand = large.onDemand("a", caller);
        RetryConfig changed = new RetryConfig(2, Duration.ofMillis(10), 0.2);
        world.engine.apply(World.config(changed, "large", "small"));
        world.engine.operator().failOver("chat", "small", 0, "");
        onDemand.run();
        assertThat(large.requests).isEmpty();
        small.last().done("a");
        world.engine.operator().failBack("chat");
        onDemand.run();
        large.last().done("b");
        assertThat(caller.heard).containsExactly("done a", "done b");
        assertThat(world.route().calls().total()).isEqualTo(3);
    }

    @Test
    void nothingInsideAnAttemptRoutesAgain() {
        warm();
        Listener inner = new Listener();
        Fault down = fault(FailureClass.TRANSIENT);
        small.does(r -> large.ask("inner", inner));
        large.ask("a", caller);
        large.last().failed(fault(FailureClass.TRANSIENT));
        assertThat(large.requests).hasSize(2);
        large.last().failed(down);
        assertThat(inner.heard).containsExactly(down);
        assertThat(small.requests).hasSize(1);
        small.last().done("a");
        assertThat(caller.heard).containsExactly("done a");
        assertThat(world.route().calls().total()).isEqualTo(2);
        nothingIsInFlight();
    }

    @Test
    void anOutcomeThatComesAfterTheBreakerChangedMovesItNoMore() {
        warm();
        Listener late = new Listener();
        large.ask("late", late);
        Teller early = large.last();
        opensTheBreaker();
        BreakerState open = world.node("large#0").breaker().state();
        assertThat(open).isInstanceOf(BreakerState.Open.class);
        world.pass(6, TimeUnit.SECONDS);
        Listener probing = new Listener();
        large.ask("probe", probing);
        BreakerState half = world.node("large#0").breaker().state();
        assertThat(half).isInstanceOf(BreakerState.HalfOpen.class);
        early.failed(fault(FailureClass.TRANSIENT));
        small.last().done("late");
        assertThat(world.node("large#0").breaker().state()).isSameAs(half);
        assertThat(late.heard).containsExactly("done late");
        large.last().done("probe");
        nothingIsInFlight();
    }

    @Test
    void aProbeThatIsGivenUpIsGivenBack() {
        warm();
        opensTheBreaker();
        world.pass(6, TimeUnit.SECONDS);
        for (int i = 0; i < 10; i++) {
            Listener probing = new Listener();
            large.ask("probe", probing);
            probing.cancel();
        }
        assertThat(large.requests).hasSize(15);
        assertThat(world.node("large#0").breaker().state())
                .isInstanceOfSatisfying(
                        BreakerState.HalfOpen.class, s -> assertThat(s.leased()).isZero());
    }

    @Test
    void aRequestThatTheNextChainCannotHonourEndsWithTheFirstFailure() {
        warm();
        Fault down = fault(FailureClass.TRANSIENT);
        large.ask("untranslatable", caller);
        large.last().failed(down);
        assertThat(caller.heard).containsExactly(down);
        assertThat(small.requests).isEmpty();
        assertThat(world.chain("small").refusals()).isEqualTo(1);
        nothingIsInFlight();
    }

    @Test
    void aFutureIsMadeGoodAndCanBeGivenUp() throws Exception {
        warm();
        CompletableFuture<String> answer = large.later("a");
        large.last().failed(fault(FailureClass.TRANSIENT));
        small.last().done("made good");
        assertThat(answer.get()).isEqualTo("made good");
        CompletableFuture<String> second = large.later("b");
        second.cancel(true);
        large.last().failed(fault(FailureClass.TRANSIENT));
        assertThatThrownBy(second::get).isInstanceOf(CancellationException.class);
        assertThat(small.requests).hasSize(1);
        nothingIsInFlight();
    }

    @Test
    void anInstanceThatIsNoNodeIsMeasuredWhereTheConfigObserves() {
        SignalboxConfig some = World.config(RetryConfig.NONE, "large");
        World observing = new World(1, new SignalboxConfig(true, Map.of(), Map.of(), Map.of(), some.hardware()));
        TestStream free = new TestStream("free", observing.engine.gate(), site);
        free.ask("a", caller);
        var meter = observing.engine.instances().register(free, site).meter();
        assertThat(meter.inFlight()).isEqualTo(1);
        Fault down = fault(FailureClass.OVERLOAD);
        free.last().failed(down);
        assertThat(caller.heard).containsExactly(down);
        assertThat(meter.inFlight()).isZero();
        assertThat(meter.count(Node.outcome(FailureClass.OVERLOAD))).isEqualTo(1);
        free.ask("b", caller);
        caller.cancel();
        assertThat(meter.inFlight()).isZero();
        assertThat(observing.engine.failures().last()).isEmpty();
    }

    @Test
    void anAttemptThatOverflowsTheStackAboveACallThatWasLostLeavesNothingBehind() {
        World three = new World(1, World.config(RetryConfig.NONE, "large", "small", "third"));
        TestStream first = new TestStream("large", three.engine.gate(), site);
        TestModel third = three.model("third", null);
        StackOverflowError overflow = new StackOverflowError();
        first.does(r -> {
            three.engine.gate().enter(three.site, 0, third, "lost", null, null, null, null, null);
            throw overflow;
        });
        assertThatThrownBy(() -> first.ask("a", caller)).isSameAs(overflow);
        assertThat(three.engine.nodes())
                .allSatisfy(n -> assertThat(n.inFlight()).isZero());
        first.does(r -> {});
        first.ask("b", caller);
        assertThat(three.node("large#0").inFlight()).isEqualTo(1);
        first.last().done("b");
        assertThat(caller.heard).containsExactly("done b");
        assertThat(three.route().calls().total()).isEqualTo(2);
    }
}
