package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.health.HealthStatus;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.TestStream;
import dev.signalbox.core.testing.TestStream.Listener;
import dev.signalbox.core.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls whose outcome comes after their method has returned. */
class AsyncCallTest {
    private final World world = new World(1, World.config(RetryConfig.NONE, "large", "small"));
    private final TestStream.Site site = new TestStream.Site();
    private final TestStream large = new TestStream("large", world.engine.gate(), site);
    private final TestStream small = new TestStream("small", world.engine.gate(), site);
    private final Listener caller = new Listener();

    private static Fault fault(FailureClass kind) {
        return new Fault(kind, kind.name());
    }

    @AfterEach
    void nothingIsHeldAndNothingOfOursFailed() {
        for (Node node : world.engine.nodes()) {
            assertThat(node.inFlight()).as(node.name()).isZero();
        }
        assertThat(world.engine.failures().last()).isEmpty();
    }

    @Test
    void aCallIsInFlightUntilItsStreamEnds() {
        large.ask("a", caller);
        assertThat(world.node("large#0").inFlight()).isEqualTo(1);
        large.last().output("one");
        assertThat(world.node("large#0").inFlight()).isEqualTo(1);
        large.last().done("one");
        assertThat(caller.heard).containsExactly("one", "done one");
        assertThat(world.node("large#0").meter().count(Node.OK)).isEqualTo(1);
        assertThat(world.route().calls().total()).isEqualTo(1);
        assertThat(small.requests).isEmpty();
    }

    @Test
    void aCallThatHangsShowsInTheHealthOfItsNodeUntilItEnds() {
        large.ask("a", caller);
        world.pass(59, TimeUnit.SECONDS);
        assertThat(world.node("large#0").monitor().health().status()).isEqualTo(HealthStatus.HEALTHY);
        world.pass(3, TimeUnit.SECONDS);
        assertThat(world.node("large#0").monitor().health().reason()).contains("a call has been under way for 6");
        large.last().done("late");
        world.pass(2, TimeUnit.SECONDS);
        assertThat(world.node("large#0").monitor().health().status()).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void aFailureBeforeTheFirstOutputIsMadeGoodByTheNextChain() {
        large.ask("a", caller);
        large.last().failed(fault(FailureClass.TRANSIENT));
        assertThat(caller.heard).isEmpty();
        small.last().output("two");
        small.last().done("two");
        assertThat(caller.heard).containsExactly("two", "done two");
        assertThat(world.route().failovers().sum()).isEqualTo(1);
        assertThat(world.route().callerFailures()).isZero();
    }

    @Test
    void nothingFollowsAStreamThatHasReachedTheCaller() {
        Fault broken = fault(FailureClass.TRANSIENT);
        large.ask("a", caller);
        large.last().output("one");
        large.last().failed(broken);
        assertThat(caller.heard).containsExactly("one", broken);
        assertThat(small.requests).isEmpty();
        assertThat(world.node("large#0").breaker().consecutiveFailures()).isEqualTo(1);
        assertThat(world.route().callerFailures()).isEqualTo(1);
    }

    @Test
    void theCallersOwnFaultReachesItAtOnce() {
        Fault bad = fault(FailureClass.CALLER);
        large.ask("a", caller);
        large.last().failed(bad);
        assertThat(caller.heard).containsExactly(bad);
        assertThat(small.requests).isEmpty();
        assertThat(world.node("large#0").breaker().consecutiveFailures()).isZero();
    }

    @Test
    void whereAllFailTheCallerIsToldTheFirstFailureOnce() {
        Fault first = fault(FailureClass.TRANSIENT);
        Fault second = fault(FailureClass.OVERLOAD);
        large.ask("a", caller);
        large.last().failed(first);
        small.last().failed(second);
        assertThat(caller.heard).containsExactly(first);
        assertThat(first.getSuppressed()).containsExactly(second);
    }

    @Test
    void whatTheLibraryThrowsAtOnceIsThrownWhereNoChainMakesItGood() {
        Fault first = fault(FailureClass.TRANSIENT);
        large.throwing(first);
        small.throwing(fault(FailureClass.TRANSIENT));
        assertThatThrownBy(() -> large.ask("a", caller)).isSameAs(first);
        assertThat(caller.heard).isEmpty();
        small.throwing(null);
        large.ask("b", caller);
        small.last().done("b");
        assertThat(caller.heard).containsExactly("done b");
    }

    @Test
    void theFirstOutcomeCountsAndLateOnesAreNothing() {
        large.ask("a", caller);
        TestStream.Teller dead = large.last();
        dead.failed(fault(FailureClass.TRANSIENT));
        dead.failed(fault(FailureClass.TRANSIENT));
        small.last().done("two");
        assertThat(small.requests).hasSize(1);
        assertThat(world.node("large#0").meter().total()).isEqualTo(1);
        assertThat(caller.heard).containsExactly("done two");
    }

    @Test
    void aCallThatIsGivenUpBlamesNobodyAndIsNotMadeAgain() {
        large.ask("a", caller);
        caller.cancel();
        large.last().failed(fault(FailureClass.TRANSIENT));
        assertThat(small.requests).isEmpty();
        assertThat(caller.heard).isEmpty();
        assertThat(world.node("large#0").meter().count(Node.outcome(FailureClass.CANCELLED)))
                .isEqualTo(1);
        assertThat(world.node("large#0").breaker().consecutiveFailures()).isZero();
        assertThat(world.route().calls().total()).isZero();
    }

    @Test
    void aStreamThatIsCutShortByItsReaderWasAnswered() {
        large.ask("a", caller);
        large.last().output("one");
        caller.cancel();
        assertThat(world.route().calls().total()).isEqualTo(1);
        assertThat(world.route().callerFailures()).isZero();
    }

    @Test
    void aForcedFailoverIsObeyedByTheNextCall() {
        large.ask("warm", caller);
        large.last().done("warm");
        world.engine.operator().failOver("chat", "small", 0, "");
        large.ask("a", caller);
        small.last().done("a");
        assertThat(caller.heard).containsExactly("done warm", "done a");
        assertThat(large.requests).hasSize(1);
    }

    @Test
    void whereTheOperatorKeepsCallsAwayTheCallerIsRefused() {
        large.ask("warm", caller);
        large.last().done("warm");
        world.engine.operator().drain("large#0", true);
        world.engine.operator().drain("small#0", true);
        assertThatThrownBy(() -> large.ask("a", caller)).isInstanceOf(RejectedExecutionException.class);
        assertThat(large.requests).hasSize(1);
        assertThat(world.route().rejected().sum()).isEqualTo(1);
    }

    @Test
    void aDrainedNodeIsNoLastResortAlthoughEveryOtherBreakerIsOpen() {
        large.ask("warm", caller);
        large.last().done("warm");
        world.engine.operator().drain("large#0", true);
        for (int i = 0; i < 5; i++) {
            large.ask("a", new Listener());
            small.last().failed(fault(FailureClass.TRANSIENT));
        }
        Listener last = new Listener();
        large.ask("a", last);
        small.last().done("past its breaker");
        assertThat(last.heard).containsExactly("done past its breaker");
        assertThat(large.requests).hasSize(1);
    }

    @Test
    void aRequestThatCannotBePutToAChainGoesToTheNextOrWhereItWasPut() {
        large.ask("warm", caller);
        large.last().done("warm");
        world.engine.operator().failOver("chat", "small", 0, "");
        large.ask("untranslatable", caller);
        large.last().done("b");
        assertThat(small.requests).isEmpty();
        assertThat(world.chain("small").refusals()).isEqualTo(1);
    }

    @Test
    void theSameNodeIsAskedAgainAfterAPauseThatHoldsUpNobody() {
        World retrying = new World(1, World.config(new RetryConfig(2, Duration.ofMillis(100), 1), "large", "small"));
        TestStream first = new TestStream("large", retrying.engine.gate(), site);
        TestStream second = new TestStream("small", retrying.engine.gate(), site);
        Runnable[] later = new Runnable[1];
        first.ask("warm", caller);
        first.last().done("warm");
        retrying.executor = work -> later[0] = work;
        first.ask("a", caller);
        first.last().failed(fault(FailureClass.TRANSIENT));
        assertThat(first.requests).hasSize(2);
        assertThat(retrying.node("large#0").inFlight()).isZero();
        later[0].run();
        assertThat(first.requests).hasSize(3);
        first.last().done("again");
        assertThat(caller.heard).containsExactly("done warm", "done again");
        assertThat(second.requests).isEmpty();
        assertThat(retrying.route().retries().sum()).isEqualTo(1);
        assertThat(retrying.node("large#0").inFlight()).isZero();
    }

    @Test
    void whatIsGivenUpDuringThePauseIsNotMadeAgain() {
        World retrying = new World(1, World.config(new RetryConfig(2, Duration.ofMillis(100), 1), "large", "small"));
        TestStream first = new TestStream("large", retrying.engine.gate(), site);
        first.ask("warm", caller);
        first.last().done("warm");
        Runnable[] later = new Runnable[1];
        retrying.executor = work -> later[0] = work;
        first.ask("a", caller);
        first.last().failed(fault(FailureClass.TRANSIENT));
        caller.cancel();
        later[0].run();
        assertThat(first.requests).hasSize(2);
        assertThat(caller.heard).containsExactly("done warm");
        assertThat(retrying.node("large#0").inFlight()).isZero();
    }

    @Test
    void openBreakersLeaveTheApplicationsOwnChoice() {
        for (int i = 0; i < 5; i++) {
            large.ask("a", new Listener());
            large.last().failed(fault(FailureClass.TRANSIENT));
            small.last().failed(fault(FailureClass.TRANSIENT));
        }
        assertThat(world.node("large#0").breaker().isClosed()).isFalse();
        large.ask("b", caller);
        large.last().done("b");
        assertThat(caller.heard).containsExactly("done b");
        assertThat(world.route().lastResorts().sum()).isEqualTo(1);
    }

    @Test
    void aCallThatNobodyCanEndAnyMoreIsGivenBack() {
        large.ask("warm", caller);
        large.last().done("warm");
        drop();
        assertThat(world.node("large#0").inFlight()).isEqualTo(1);
        for (int i = 0; i < 200 && world.node("large#0").inFlight() > 0; i++) {
            System.gc();
            world.pass(100, TimeUnit.MILLISECONDS);
        }
        assertThat(world.node("large#0").inFlight()).isZero();
        assertThat(world.node("large#0").breaker().consecutiveFailures()).isZero();
    }

    @Test
    void aPublisherThatIsKeptHoldsNoSubscriptionThatWasDropped() {
        large.ask("warm", caller);
        large.last().done("warm");
        Listener reader = new Listener();
        Runnable kept = large.onDemand("dropped", reader);
        kept.run();
        reader.forget();
        large.requests.clear();
        for (int i = 0; i < 200 && world.node("large#0").inFlight() > 0; i++) {
            System.gc();
            world.pass(100, TimeUnit.MILLISECONDS);
        }
        assertThat(world.node("large#0").inFlight()).isZero();
        kept.run();
        assertThat(world.node("large#0").inFlight()).isEqualTo(1);
        large.last().done("again");
    }

    private void drop() {
        large.ask("dropped", new Listener());
        large.requests.clear();
    }

    /** As the exception of a web application does, by its class's loader, where that keeps its open streams. */
    private static final class Leading extends RuntimeException {
        private final List<Object> to = new ArrayList<>();
    }

    @Test
    void aCallIsGivenBackAlthoughItsFirstFailureLeadsToIt() {
        large.ask("warm", caller);
        large.last().done("warm");
        dropAfterFailover();
        assertThat(world.node("small#0").inFlight()).isEqualTo(1);
        for (int i = 0; i < 200 && world.node("small#0").inFlight() > 0; i++) {
            System.gc();
            world.pass(100, TimeUnit.MILLISECONDS);
        }
        assertThat(world.node("small#0").inFlight()).isZero();
    }

    private void dropAfterFailover() {
        Leading leading = new Leading();
        Fault failure = fault(FailureClass.TRANSIENT);
        failure.initCause(leading);
        large.ask("dropped", new Listener());
        large.last().failed(failure);
        leading.to.add(small.last());
        large.requests.clear();
        small.requests.clear();
    }

    @Test
    void theSameNodeIsAskedAgainInTheContextInWhichItsFailureWasTold() {
        World retrying = new World(1, World.config(new RetryConfig(2, Duration.ofMillis(100), 1), "large", "small"));
        TestStream first = new TestStream("large", retrying.engine.gate(), site);
        first.ask("warm", caller);
        first.last().done("warm");
        Runnable[] later = new Runnable[1];
        retrying.executor = work -> later[0] = work;
        first.ask("a", caller);
        Thread thread = Thread.currentThread();
        ClassLoader own = thread.getContextClassLoader();
        ClassLoader told = new ClassLoader(own) {};
        thread.setContextClassLoader(told);
        try {
            first.last().failed(fault(FailureClass.TRANSIENT));
        } finally {
            thread.setContextClassLoader(own);
        }
        later[0].run();
        assertThat(first.requests.get(2).context()).isSameAs(told);
        assertThat(thread.getContextClassLoader()).isSameAs(own);
        first.last().done("again");
    }

    @Test
    void aCallOnANodeThatIsNoEntryIsMeasuredAndPassesThrough() {
        large.ask("warm", caller);
        large.last().done("warm");
        Fault own = fault(FailureClass.TRANSIENT);
        small.ask("a", caller);
        small.last().failed(own);
        assertThat(caller.heard).containsExactly("done warm", own);
        assertThat(world.node("small#0").meter().total()).isEqualTo(1);
        assertThat(large.requests).hasSize(1);
    }
}
