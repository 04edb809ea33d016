package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.config.Replay;
import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.health.HealthStatus;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.World;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoutingTest {
    private World world = new World(1, World.config(RetryConfig.NONE, "large", "small"));
    private TestModel large = world.model("large", null);
    private TestModel small = world.model("small", null);

    private static TestModel.Behaviour fails(FailureClass kind) {
        return q -> {
            throw new Fault(kind, "no " + q);
        };
    }

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(world.engine.failures().last()).isEmpty();
        for (var node : world.engine.nodes()) {
            assertThat(node.inFlight()).as(node.name()).isZero();
        }
    }

    @Test
    void healthyPrimaryAnswersItselfAndIsAskedOnce() throws Throwable {
        assertThat(large.ask("a")).isEqualTo("large:a");
        assertThat(large.asked()).isEqualTo(1);
        assertThat(small.asked()).isZero();
        assertThat(world.route().calls().total()).isEqualTo(1);
        assertThat(world.chain("large").served()).isEqualTo(1);
        assertThat(world.node("large#0").meter().total()).isEqualTo(1);
    }

    @Test
    void theCallThatMeetsTheFailureIsAnsweredByTheNextChain() throws Throwable {
        large.does(fails(FailureClass.TRANSIENT));
        assertThat(large.ask("a")).isEqualTo("small:a");
        assertThat(large.asked()).isEqualTo(1);
        assertThat(world.route().failovers().sum()).isEqualTo(1);
        assertThat(world.route().callerFailures()).isZero();
    }

    @Test
    void aNullResultIsAnAnswer() throws Throwable {
        large.does(fails(FailureClass.TRANSIENT));
        small.does(q -> null);
        assertThat(large.ask("a")).isNull();
        assertThat(small.asked()).isEqualTo(1);
        assertThat(large.asked()).isEqualTo(1);
    }

    @Test
    void whereAllFailTheCallerGetsTheFirstExceptionWithTheOthersSuppressed() {
        Fault first = new Fault(FailureClass.TRANSIENT, "first");
        Fault second = new Fault(FailureClass.OVERLOAD, "second");
        large.does(q -> {
            throw first;
        });
        small.does(q -> {
            throw second;
        });
        assertThatThrownBy(() -> large.ask("a")).isSameAs(first);
        assertThat(first.getSuppressed()).containsExactly(second);
        assertThat(world.route().callerFailures()).isEqualTo(1);
        assertThat(world.route().attemptFailures().sum()).isEqualTo(2);
    }

    @Test
    void anExceptionSharedByManyCallsDoesNotGrow() {
        Fault shared = new Fault(FailureClass.TRANSIENT, "shared");
        large.does(q -> {
            throw shared;
        });
        small.does(q -> {
            throw new Fault(FailureClass.TRANSIENT, "another");
        });
        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> large.ask("a")).isInstanceOf(Fault.class);
        }
        assertThat(shared.getSuppressed()).hasSizeLessThanOrEqualTo(8);
    }

    @Test
    void theCallersFaultGoesBackToTheCallerAndCountsAgainstNobody() {
        large.does(fails(FailureClass.CALLER));
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> large.ask("a")).isInstanceOf(Fault.class);
            world.pass(100, TimeUnit.MILLISECONDS);
        }
        assertThat(small.asked()).isZero();
        assertThat(world.node("large#0").breaker().isClosed()).isTrue();
        assertThat(world.node("large#0").monitor().health().status()).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void troubleOfTheJvmPassesUntouched() {
        OutOfMemoryError oom = new OutOfMemoryError("test");
        large.does(q -> {
            throw oom;
        });
        assertThatThrownBy(() -> large.ask("a")).isSameAs(oom);
        assertThat(small.asked()).isZero();
        assertThat(oom.getSuppressed()).isEmpty();
    }

    @Test
    void anInterruptedCallIsGivenUpAndTheInterruptSurvives() {
        large.does(q -> {
            Thread.currentThread().interrupt();
            throw new Fault(FailureClass.TRANSIENT, "interrupted");
        });
        assertThatThrownBy(() -> large.ask("a")).isInstanceOf(Fault.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(small.asked()).isZero();
    }

    @Test
    void fiveFailuresInARowKeepCallsAwayUntilProbesSucceed() throws Throwable {
        large.does(fails(FailureClass.TRANSIENT));
        for (int i = 0; i < 20; i++) {
            assertThat(large.ask("a")).isEqualTo("small:a");
        }
        assertThat(large.asked()).isEqualTo(5);
        world.pass(100, TimeUnit.MILLISECONDS);
        assertThat(world.engine.activeChain(world.route())).isEqualTo("small");
        assertThat(world.node("large#0").monitor().health().status()).isEqualTo(HealthStatus.FAILED);
        large.recovers();
        world.pass(6, TimeUnit.SECONDS);
        for (int i = 0; i < 3; i++) {
            assertThat(large.ask("b")).isEqualTo("large:b");
        }
        world.pass(100, TimeUnit.MILLISECONDS);
        assertThat(world.engine.activeChain(world.route())).isEqualTo("large");
        assertThat(world.engine.events().last())
                .extracting(e -> e.type())
                .containsSubsequence(Events.HEALTH, Events.FAILOVER, Events.HEALTH, Events.FAILBACK);
    }

    @Test
    void aFailedProbeKeepsItOpenTwiceAsLong() throws Throwable {
        large.does(fails(FailureClass.TRANSIENT));
        for (int i = 0; i < 6; i++) {
            large.ask("a");
        }
        world.pass(6, TimeUnit.SECONDS);
        large.ask("a");
        assertThat(large.asked()).isEqualTo(6);
        world.pass(9, TimeUnit.SECONDS);
        large.ask("a");
        assertThat(large.asked()).isEqualTo(6);
        world.pass(3, TimeUnit.SECONDS);
        large.ask("a");
        assertThat(large.asked()).isEqualTo(7);
    }

    @Test
    void whereEveryBreakerIsOpenTheCallRunsWhereTheApplicationPutIt() throws Throwable {
        large.does(fails(FailureClass.TRANSIENT));
        small.does(fails(FailureClass.TRANSIENT));
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> large.ask("a")).isInstanceOf(Fault.class);
        }
        int before = large.asked();
        large.recovers();
        assertThat(large.ask("a")).isEqualTo("large:a");
        assertThat(large.asked()).isEqualTo(before + 1);
        assertThat(world.route().lastResorts().sum()).isGreaterThan(0);
    }

    @Test
    void retriesOnTheSameNodeBeforeTheNextChain() throws Throwable {
        world = new World(1, World.config(new RetryConfig(3, Duration.ofMillis(100), 0.2), "large", "small"));
        large = world.model("large", null);
        small = world.model("small", null);
        int[] left = {2};
        large.does(q -> {
            if (left[0]-- > 0) {
                throw new Fault(FailureClass.TRANSIENT, "passing");
            }
            return "large:" + q;
        });
        assertThat(large.ask("a")).isEqualTo("large:a");
        assertThat(large.asked()).isEqualTo(3);
        assertThat(small.asked()).isZero();
        assertThat(world.route().retries().sum()).isEqualTo(2);
        assertThat(world.time.pausedNanos()).isBetween(0L, TimeUnit.MILLISECONDS.toNanos(300));
    }

    @Test
    void retriesStayWithinTheirBudget() throws Throwable {
        world = new World(1, World.config(new RetryConfig(2, Duration.ofNanos(1), 0.0), "large", "small"));
        large = world.model("large", null);
        small = world.model("small", null);
        int[] n = {0};
        large.does(q -> {
            if (n[0]++ % 4 != 3) {
                throw new Fault(FailureClass.TRANSIENT, "often");
            }
            return "large:" + q;
        });
        for (int i = 0; i < 1000; i++) {
            large.ask("a");
        }
        assertThat(world.route().retries().sum()).isLessThanOrEqualTo(100);
    }

    @Test
    void argumentsThatAreConsumedAreUsedOnce() {
        world.site.replay(Replay.NONE);
        large.does(fails(FailureClass.TRANSIENT));
        assertThatThrownBy(() -> large.ask("a")).isInstanceOf(Fault.class);
        assertThat(small.asked()).isZero();
    }

    @Test
    void aRequestThatCannotBeTurnedIntoOneForTheTargetSkipsThatChain() {
        large.does(fails(FailureClass.TRANSIENT));
        assertThatThrownBy(() -> large.ask("untranslatable")).isInstanceOf(Fault.class);
        assertThat(small.asked()).isZero();
        assertThat(world.chain("small").refusals()).isEqualTo(1);
        assertThat(world.node("small#0").inFlight()).isZero();
    }

    @Test
    void alternativesCalledDirectlyPassThroughAndAreMeasured() throws Throwable {
        assertThat(small.ask("a")).isEqualTo("small:a");
        assertThat(world.route().calls().total()).isZero();
        assertThat(world.node("small#0").meter().total()).isEqualTo(1);
    }

    @Test
    void nothingInsideARoutedCallRoutesAgain() throws Throwable {
        large.does(fails(FailureClass.TRANSIENT));
        small.does(q -> "small over " + large.ask("inner"));
        assertThatThrownBy(() -> large.ask("a")).isInstanceOf(Fault.class);
        assertThat(large.asked()).isEqualTo(2);
        assertThat(small.asked()).isEqualTo(1);
    }

    @Test
    void aDecoratorThatIsNotBoundLeavesRoutingToTheModelUnderneath() throws Throwable {
        TestModel decorator = world.model("decorator", q -> "[" + large.ask(q) + "]");
        large.does(fails(FailureClass.TRANSIENT));
        assertThat(decorator.ask("a")).isEqualTo("[small:a]");
    }

    @Test
    void anOperatorsFailoverIsObeyedByTheNextCallAndEndsByItself() throws Throwable {
        large.ask("a");
        world.engine.operator().failOver("chat", "small", TimeUnit.SECONDS.toNanos(30), "maintenance");
        assertThat(large.ask("b")).isEqualTo("small:b");
        assertThat(large.asked()).isEqualTo(1);
        world.pass(29, TimeUnit.SECONDS);
        assertThat(large.ask("c")).isEqualTo("small:c");
        world.pass(2, TimeUnit.SECONDS);
        assertThat(large.ask("d")).isEqualTo("large:d");
    }

    @Test
    void failBackIsObeyedByTheNextCall() throws Throwable {
        large.ask("a");
        world.engine.operator().failOver("chat", "small", 0, "");
        world.pass(10, TimeUnit.MINUTES);
        assertThat(large.ask("b")).isEqualTo("small:b");
        world.engine.operator().failBack("chat");
        assertThat(large.ask("c")).isEqualTo("large:c");
    }

    @Test
    void aForcedChainThatFailsIsStillMadeGoodByTheOthers() throws Throwable {
        large.ask("a");
        world.engine.operator().failOver("chat", "small", 0, "");
        small.does(fails(FailureClass.TRANSIENT));
        assertThat(large.ask("b")).isEqualTo("large:b");
    }

    @Test
    void aDrainedNodeGetsNoCallsUntilItIsResumed() throws Throwable {
        large.ask("a");
        world.engine.operator().drain("large#0", true);
        assertThat(large.ask("b")).isEqualTo("small:b");
        world.engine.operator().drain("large#0", false);
        assertThat(large.ask("c")).isEqualTo("large:c");
    }

    @Test
    void whereAnOperatorHoldsEverythingBackTheCallerIsToldSo() throws Throwable {
        large.ask("a");
        world.engine.operator().drain("large#0", true);
        world.engine.operator().enable("chat", "small", false);
        assertThatThrownBy(() -> large.ask("b"))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("chat")
                .hasMessageContaining("drained by an operator")
                .hasMessageContaining("disabled by an operator");
        assertThat(large.asked()).isEqualTo(1);
        assertThat(world.route().rejected().sum()).isEqualTo(1);
    }

    @Test
    void unknownNamesAreRefusedWithTheKnownOnes() throws Throwable {
        large.ask("a");
        assertThatThrownBy(() -> world.engine.operator().failOver("chat", "huge", 0, ""))
                .hasMessageContaining("huge")
                .hasMessageContaining("large, small");
        assertThatThrownBy(() -> world.engine.operator().failBack("chit")).hasMessageContaining("chat");
        assertThatThrownBy(() -> world.engine.operator().drain("x", true)).hasMessageContaining("large#0");
    }

    @Test
    void anObjectOfTwoCallSitesIsRoutedWhereTheRouteIsBound() throws Throwable {
        TestSite other = new TestSite() {
            @Override
            public String id() {
                return "another";
            }
        };
        World fresh = new World(1, World.config(RetryConfig.NONE, "large", "small"));
        TestModel one = new TestModel("large", fresh.engine.gate(), other).does(fails(FailureClass.TRANSIENT));
        fresh.engine.gate().constructed(fresh.site, one);
        TestModel two = fresh.model("small", null);
        fresh.engine.gate().constructed(other, two);
        assertThatThrownBy(() -> one.ask("measured only")).isInstanceOf(Fault.class);
        assertThat(two.asked()).isZero();
        Object answered = fresh.engine.gate().enter(fresh.site, 0, one, "a", null, null, null, null, null);
        Fault down = new Fault(FailureClass.TRANSIENT, "down");
        var answer = fresh.engine.gate().exit(answered, null, down, "a", null, null, null, null, null);
        assertThat(answer).isNotNull();
        assertThat(answer.get()).isEqualTo("small:a");
    }

    @Test
    void anOpenBreakerAloneRefusesNoCallWhereTheCalledNodeIsDrained() throws Throwable {
        small.does(fails(FailureClass.TRANSIENT));
        world.engine.tick();
        world.engine.operator().failOver("chat", "small", 0, "test");
        for (int i = 0; i < 5; i++) {
            assertThat(large.ask("a")).isEqualTo("large:a");
        }
        world.engine.operator().drain("large#0", true);
        small.recovers();
        assertThat(world.node("small#0").breaker().isClosed()).isFalse();
        int asked = large.asked();
        assertThat(large.ask("a")).isEqualTo("small:a");
        assertThat(large.asked()).as("a drained node is not asked").isEqualTo(asked);
        assertThat(world.route().lastResorts().sum()).isEqualTo(1);
        small.does(fails(FailureClass.TRANSIENT));
        assertThatThrownBy(() -> large.ask("a")).isInstanceOf(Fault.class);
        assertThat(large.asked()).isEqualTo(asked);
    }
}
