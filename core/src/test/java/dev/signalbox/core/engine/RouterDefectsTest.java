package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.health.HealthStatus;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.TestStream;
import dev.signalbox.core.testing.TestStream.Listener;
import dev.signalbox.core.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Defects that users of other routers met: how requests, streams and counts are handled. */
class RouterDefectsTest {
    private World world = new World(1, World.config(RetryConfig.NONE, "large", "small"));
    private final TestStream.Site streams = new TestStream.Site();

    private static Fault fault(FailureClass kind) {
        return new Fault(kind, kind.name());
    }

    private static TestModel.Behaviour fails(FailureClass kind) {
        return q -> {
            throw fault(kind);
        };
    }

    private TestStream stream(String name) {
        return new TestStream(name, world.engine.gate(), streams);
    }

    @AfterEach
    void nothingIsHeldAndNothingOfOursFailed() {
        for (Node node : world.engine.nodes()) {
            assertThat(node.inFlight()).as(node.name()).isZero();
        }
        assertThat(world.engine.failures().last()).isEmpty();
    }

    /** LangChain4j's ModelRouter: one HTTP 400 cooled both models for a minute, the second one's as well. */
    @Test
    void langChain4jModelRouterOneBadRequestCoolsNeitherModel() throws Throwable {
        TestModel large = world.model("large", fails(FailureClass.TRANSIENT));
        TestModel small = world.model("small", fails(FailureClass.CALLER));
        assertThatThrownBy(() -> large.ask("bad")).isInstanceOf(Fault.class);
        assertThat(small.asked()).isEqualTo(1);
        large.does(fails(FailureClass.CALLER));
        assertThatThrownBy(() -> large.ask("bad")).isInstanceOf(Fault.class);
        world.pass(100, TimeUnit.MILLISECONDS);
        for (Node node : world.engine.nodes()) {
            assertThat(node.breaker().isClosed()).as(node.name()).isTrue();
        }
        assertThat(world.node("small#0").breaker().consecutiveFailures()).isZero();
        large.recovers();
        assertThat(large.ask("good")).isEqualTo("large:good");
        large.does(fails(FailureClass.TRANSIENT));
        small.recovers();
        assertThat(large.ask("good")).isEqualTo("small:good");
    }

    /** LangChain4j's ModelRouter: token counts overflowed an int, and then all traffic went to the model that used most. */
    @Test
    void langChain4jModelRouterTokenCountsDoNotOverflow() throws Throwable {
        TestSite counting = new TestSite() {
            @Override
            public boolean tellsTokens() {
                return true;
            }

            @Override
            public long inputTokens(@Nullable Object result) {
                return Integer.MAX_VALUE;
            }

            @Override
            public long outputTokens(@Nullable Object result) {
                return 1;
            }
        };
        TestModel large = new TestModel("large", world.engine.gate(), counting);
        for (int i = 0; i < 5; i++) {
            assertThat(large.ask("a")).isEqualTo("large:a");
        }
        Node node = world.node("large#0");
        assertThat(node.meter().inputTokens()).isEqualTo(5L * Integer.MAX_VALUE);
        assertThat(node.meter().outputTokens()).isEqualTo(5);
        assertThat(large.ask("b")).isEqualTo("large:b");
    }

    /** LangChain4j 5740: parameters of the request were lost between the router and the model. */
    @Test
    void langChain4j5740TheRequestReachesEachModelAsItWasGiven() throws Throwable {
        world = new World(1, World.config(new RetryConfig(2, Duration.ofMillis(1), 1), "large", "small"));
        Object request = Map.of("customParameters", Map.of("uid", "7"));
        List<Object> seen = new ArrayList<>();
        TestModel large = world.model("large", q -> {
            seen.add(q);
            throw fault(FailureClass.TRANSIENT);
        });
        world.model("small", q -> {
            seen.add(q);
            return q;
        });
        assertThat(large.ask(request)).isSameAs(request);
        assertThat(seen).hasSize(3).allMatch(q -> q == request);
    }

    /**
     * LiteLLM 40404: a stream that broke half way was nobody's failure, so that the next one broke there too. Its caller has part of an
     * answer and is told; no other model's output is mixed into it; and the model is left after five.
     */
    @Test
    void liteLlm40404StreamsThatBreakCountAgainstTheirModel() {
        TestStream large = stream("large");
        TestStream small = stream("small");
        for (int i = 1; i <= 5; i++) {
            Listener caller = new Listener();
            Fault broken = fault(FailureClass.TRANSIENT);
            large.ask("a", caller);
            large.last().output("half");
            large.last().failed(broken);
            assertThat(caller.heard).containsExactly("half", broken);
        }
        assertThat(small.requests).isEmpty();
        assertThat(world.route().callerFailures()).isEqualTo(5);
        world.pass(100, TimeUnit.MILLISECONDS);
        assertThat(world.node("large#0").monitor().health().status()).isEqualTo(HealthStatus.FAILED);
        Listener next = new Listener();
        large.ask("b", next);
        small.last().output("whole");
        small.last().done("whole");
        assertThat(large.requests).hasSize(5);
        assertThat(next.heard).containsExactly("whole", "done whole");
    }

    /**
     * Triton 448: what waited for a taken permit stood before what needed none, although the permit's holder waited for just that.
     * Here nothing waits: a call that gets no permit goes to the next model at once, and a model's own calls need none.
     */
    @Test
    void triton448NothingWaitsForAPermitThatIsTaken() {
        TestStream large = stream("large").throwing(fault(FailureClass.TRANSIENT));
        TestStream small = stream("small").does(r -> r.teller().done("small"));
        for (int i = 0; i < 5; i++) {
            large.ask("a", new Listener());
        }
        world.pass(6, TimeUnit.SECONDS);
        Listener inner = new Listener();
        large.does(r -> small.ask("inner", inner));
        List<Listener> probes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Listener probe = new Listener();
            large.ask("probe", probe);
            probes.add(probe);
        }
        assertThat(inner.heard).containsExactly("done small", "done small", "done small");
        assertThat(world.node("large#0").inFlight()).isEqualTo(3);
        Listener fourth = new Listener();
        large.ask("b", fourth);
        assertThat(fourth.heard).containsExactly("done small");
        for (int i = 5; i < 8; i++) {
            large.requests.get(i).teller().done("large");
        }
        assertThat(probes).allSatisfy(probe -> assertThat(probe.heard).containsExactly("done large"));
        assertThat(world.node("large#0").breaker().isClosed()).isTrue();
    }
}
