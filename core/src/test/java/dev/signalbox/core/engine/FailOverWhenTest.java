package dev.signalbox.core.engine;

import static dev.signalbox.core.engine.Recovering.FAILING;
import static dev.signalbox.core.engine.Recovering.incidents;
import static dev.signalbox.core.engine.Recovering.limping;
import static dev.signalbox.core.engine.Recovering.load;
import static dev.signalbox.core.engine.Recovering.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.signalbox.core.config.Comparison;
import dev.signalbox.core.config.DegradeConfig;
import dev.signalbox.core.config.DegradeConfig.Then;
import dev.signalbox.core.config.Metric;
import dev.signalbox.core.config.RecoveryConfig;
import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.recovery.ErrorRecovery;
import dev.signalbox.core.recovery.RecoveryStatus;
import dev.signalbox.core.recovery.Severity;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.World;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A chain is out of use while its conditions are in force, and comes back by itself; the last one stays. */
class FailOverWhenTest {
    private final World world = new World(1, Recovering.failOver(FAILING));
    private final TestModel large = world.model("large", limping("large"));
    private final TestModel small = world.model("small", null);

    private void takeOut() {
        load(world, large, 12);
        assertThat(refusal(world, "large")).isEqualTo("out of use: large#0: error-rate > 0.2 for 10s");
    }

    @Test
    void aChainWhoseNodeFulfilsAConditionIsNotCalled() throws Throwable {
        load(world, large, 9);
        assertThat(refusal(world, "large")).isEmpty();
        takeOut();
        int asked = large.asked();
        assertThat(large.ask("q")).isEqualTo("small:q");
        assertThat(large.asked()).isEqualTo(asked);
        assertThat(world.engine.activeChain(world.route())).isEqualTo("small");
        assertThat(world.engine.events().last())
                .anyMatch(e -> e.type().equals(Events.FAILOVER)
                        && e.reason().equals("'large' may not run: out of use: large#0: error-rate > 0.2 for 10s"));
    }

    @Test
    void itComesBackByItself() throws Throwable {
        takeOut();
        large.recovers();
        int asked = large.asked();
        load(world, large, 18);
        assertThat(large.asked())
                .as("its window, then the condition's own time")
                .isEqualTo(asked);
        load(world, large, 5);
        assertThat(refusal(world, "large")).isEmpty();
        assertThat(large.ask("q")).isEqualTo("large:q");
        List<ErrorRecovery> all = incidents(world, "chat/large");
        assertThat(all).singleElement().satisfies(i -> {
            assertThat(i.status()).isEqualTo(RecoveryStatus.COMPLETED);
            assertThat(i.severity()).isEqualTo(Severity.MEDIUM);
            assertThat(i.action().word()).isEqualTo("failover");
            assertThat(i.action().parameters()).isEqualTo("to chain 'small', for at least 10 s");
            assertThat(i.history()).hasSize(2);
            assertThat(i.last().note()).isEqualTo("in use again; meanwhile 0 callers were given an exception");
        });
    }

    @Test
    void eachReturnWithinAWhileCostsItTwiceTheStay() {
        world.engine.apply(
                Recovering.failOver(Recovering.condition(Metric.CONSECUTIVE_ERRORS, Comparison.AT_LEAST, 1, 0)));
        large.does(q -> {
            throw new Fault(FailureClass.OVERLOAD, "busy");
        });
        long[] stays = new long[5];
        for (int i = 0; i < stays.length; i++) {
            awaitOutOfUse(true);
            long since = world.time.nanoTime();
            awaitOutOfUse(false);
            stays[i] = TimeUnit.NANOSECONDS.toSeconds(world.time.nanoTime() - since);
        }
        for (int i = 0; i < stays.length; i++) {
            assertThat(stays[i]).as("stay %s", i).isBetween((10L << i) - 1, (10L << i) + 1);
        }
    }

    private void awaitOutOfUse(boolean out) {
        for (int i = 0; refusal(world, "large").isEmpty() == out; i++) {
            assertThat(i).isLessThan(10_000);
            assertThat(catchThrowable(() -> large.ask("q"))).isNull();
            world.pass(100, TimeUnit.MILLISECONDS);
        }
    }

    @Test
    void whereAllFulfilTheirConditionsAllStayAndThatIsToldAsCritical() {
        world.engine.apply(Recovering.failOver(Recovering.condition(Metric.IN_FLIGHT, Comparison.BELOW, 1, 5)));
        load(world, large, 10);
        assertThat(world.route().plan().size()).isEqualTo(2);
        assertThat(incidents(world, "chat/large")).singleElement().satisfies(i -> {
            assertThat(i.status()).isEqualTo(RecoveryStatus.PENDING);
            assertThat(i.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(i.last().note()).endsWith("but no other chain may run: it stays in use");
        });
    }

    @Test
    void itIsBackAtOnceWhenTheOtherChainIsDrained() throws Throwable {
        takeOut();
        world.engine.operator().drain("small#0", true);
        large.recovers();
        assertThat(large.ask("q")).isEqualTo("large:q");
        world.pass(1, TimeUnit.SECONDS);
        assertThat(large.ask("q")).isEqualTo("large:q");
        world.engine.operator().drain("small#0", false);
        world.pass(100, TimeUnit.MILLISECONDS);
        assertThat(large.ask("q")).isEqualTo("small:q");
    }

    @Test
    void itIsBackAtOnceWhenTheOthersBreakerOpens() throws Throwable {
        takeOut();
        small.does(q -> {
            throw new Fault(FailureClass.OVERLOAD, "busy", TimeUnit.MINUTES.toNanos(1));
        });
        large.recovers();
        load(world, large, 1);
        assertThat(large.ask("q")).isEqualTo("large:q");
        assertThat(incidents(world, "chat/large").get(0).severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void anOperatorOverrulesIt() throws Throwable {
        takeOut();
        large.recovers();
        world.engine.operator().failOver("chat", "large", TimeUnit.SECONDS.toNanos(2), "I know better");
        assertThat(large.ask("q")).isEqualTo("large:q");
        world.pass(1, TimeUnit.SECONDS);
        assertThat(large.ask("q")).isEqualTo("large:q");
        assertThat(incidents(world, "chat/large").get(0).status()).isEqualTo(RecoveryStatus.PENDING);
        world.pass(2, TimeUnit.SECONDS);
        assertThat(large.ask("q")).as("the failover is over, the stay is not").isEqualTo("small:q");
    }

    @Test
    void aReloadNeitherBringsItBackNorForgetsIt() throws Throwable {
        takeOut();
        world.engine.apply(Recovering.config(
                new RecoveryConfig(List.of(FAILING), List.of()),
                World.model("large"),
                World.model("small"),
                World.model("other")));
        assertThat(large.ask("q")).isEqualTo("small:q");
        world.pass(1, TimeUnit.SECONDS);
        assertThat(large.ask("q")).isEqualTo("small:q");
        world.engine.apply(World.config(RetryConfig.NONE, "large", "small"));
        world.pass(15, TimeUnit.SECONDS);
        large.recovers();
        assertThat(large.ask("q")).as("without conditions it comes back").isEqualTo("large:q");
    }

    @Test
    void aChainIsOutOnlyWhereAllItsNodesAre() {
        World two = new World(
                2,
                Recovering.config(
                        new RecoveryConfig(List.of(FAILING), List.of()),
                        Recovering.many("large"),
                        World.model("small")));
        TestModel bad = two.model("large", limping("bad"));
        TestModel good = two.model("large", null);
        TestModel other = two.model("small", null);
        load(two, bad, 20);
        assertThat(refusal(two, "large")).isEmpty();
        good.does(limping("good"));
        load(two, bad, 20);
        assertThat(refusal(two, "large"))
                .isEqualTo("out of use: large#0: error-rate > 0.2 for 10s; large#1: error-rate > 0.2 for 10s");
        assertThat(other.asked()).isPositive();
    }

    @Test
    void degradeCanFailOverToo() {
        world.engine.apply(Recovering.config(
                Recovering.degrade(new DegradeConfig(FAILING, Then.FAILOVER)),
                World.model("large"),
                World.model("small")));
        takeOut();
        assertThat(world.engine.recoveries().describe(world.route()).failoverConditions())
                .hasToString("[error-rate > 0.2 for 10s, in force]");
    }

    @Test
    void theRouteSaysWhatIsArmedAndInForce() {
        var armed = world.engine.recoveries().describe(world.route());
        assertThat(armed.failoverConditions()).hasToString("[error-rate > 0.2 for 10s]");
        assertThat(armed.inForce()).isFalse();
        assertThat(armed.degradationResponse()).isNotNull();
        takeOut();
        var inForce = world.engine.recoveries().describe(world.route());
        assertThat(inForce.inForce()).isTrue();
        assertThat(inForce.failoverConditions()).hasToString("[error-rate > 0.2 for 10s, in force]");
        assertThat(inForce.nodeHealth()).map(h -> h.nodeId()).containsExactly("large#0", "small#0");
        assertThat(world.engine.recoveries().conditions())
                .anyMatch(c -> c.node().equals("large#0") && c.inForce() && c.value() > 0.2);
        world.engine.apply(World.config(RetryConfig.NONE, "large", "small"));
        assertThat(world.engine.recoveries().describe(world.route()).degradationResponse())
                .isNull();
    }

    @Test
    void aCallThatTheOthersCannotAnswerIsPutToTheChainThatIsOutOfUse() throws Throwable {
        takeOut();
        large.recovers();
        small.does(q -> {
            throw new Fault(FailureClass.TOO_LARGE, "it has a small context");
        });
        long seen = world.route().callerFailures();
        assertThat(large.ask("q")).isEqualTo("large:q");
        assertThat(world.route().callerFailures()).isEqualTo(seen);
        assertThat(refusal(world, "large")).startsWith("out of use");
        world.engine.operator().enable("chat", "large", false);
        assertThat(catchThrowable(() -> large.ask("q")))
                .as("an operator's hand is obeyed")
                .hasMessageContaining("small");
    }

    @Test
    void aNodeThatIsEjectedDoesNotKeepItsChainInUse() {
        World two = new World(
                2,
                Recovering.config(
                        new RecoveryConfig(List.of(FAILING), List.of()),
                        Recovering.many("large"),
                        World.model("small")));
        TestModel bad = two.model("large", limping("bad"));
        TestModel good = two.model("large", null);
        TestModel other = two.model("small", null);
        two.engine.tick();
        two.engine.operator().eject("large#1", 0);
        load(two, bad, 12);
        assertThat(refusal(two, "large")).isEqualTo("out of use: large#0: error-rate > 0.2 for 10s");
        assertThat(good.asked()).isZero();
        assertThat(other.asked()).isPositive();
    }
}
