package dev.signalbox.agent.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.engine.Operator;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.World;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Each chain's place is explained in words. */
class ExplanationTest {
    private static final String UNKNOWN =
            "confidence 0.00, latency unknown, memory unknown, processors unknown, tokens unknown";

    private final World world = new World(1, World.config(RetryConfig.NONE, "large", "small", "odd", "absent"));
    private final TestModel large = world.model("large", null);
    private final List<TestModel> others = List.of(world.model("small", null), world.model("odd", null));

    private List<String> lines() {
        return Explanation.of(world.route(), world.engine.decision(world.route()), world.time.nanoTime());
    }

    @Test
    void ranksHealthAndRefusals() {
        world.pass(100, TimeUnit.MILLISECONDS);
        assertThat(others).hasSize(2);
        assertThat(lines())
                .hasSize(5)
                .satisfiesExactly(
                        l -> assertThat(l).matches("plan \\d+: the order of the config"),
                        l -> assertThat(l)
                                .isEqualTo("1. large: large#0 is healthy, no calls in the last 10 s; " + UNKNOWN),
                        l -> assertThat(l)
                                .isEqualTo("2. small: small#0 is healthy, no calls in the last 10 s; " + UNKNOWN),
                        l -> assertThat(l).isEqualTo("-. odd: may not run: odd#0: its inputs differ; " + UNKNOWN),
                        l -> assertThat(l)
                                .isEqualTo(
                                        "-. absent: may not run: no instance that matches model 'absent' has been seen yet; "
                                                + UNKNOWN));
    }

    @Test
    void anOpenBreakerTellsWhyAndForHowLong() throws Throwable {
        large.does(q -> {
            throw new Fault(FailureClass.TRANSIENT, "down");
        });
        for (int i = 0; i < 5; i++) {
            large.ask("q");
        }
        assertThat(lines().get(1))
                .matches(
                        "1\\. large: large#0 is passed over, 5 failures in a row; probed in \\d+\\.\\d s; confidence 0.00, .*");
    }

    @Test
    void aBlockedPlanSaysThatCallsAreRejected() {
        world.engine.tick();
        Operator operator = world.engine.operator("alice");
        for (String chain : List.of("large", "small", "odd", "absent")) {
            operator.enable("chat", chain, false);
        }
        assertThat(lines().get(0)).contains("calls are rejected, because an operator keeps them from every chain");
        assertThat(lines().get(1)).isEqualTo("-. large: may not run: disabled by an operator; " + UNKNOWN);
    }
}
