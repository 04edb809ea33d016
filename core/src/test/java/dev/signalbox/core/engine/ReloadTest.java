package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.config.Match;
import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.config.RouteConfig;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.World;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A reload and the ticks of a long life keep what operators and instances were told, and ask for nothing twice. */
class ReloadTest {
    private static final TestModel.Behaviour FAILS = q -> {
        throw new Fault(FailureClass.TRANSIENT, "down");
    };
    private static final RetryConfig TWICE = new RetryConfig(2, Duration.ofMillis(10), 0.2);

    private static final ModelConfig MINI = new ModelConfig("mini", null, false, 1, false, null, "large", "gpt-mini");

    private static SignalboxConfig retrying(SignalboxConfig config) {
        RouteConfig r = config.routes().get("chat");
        return World.config(config.models(), new RouteConfig(r.name(), r.callSites(), r.entry(), r.chains(), TWICE));
    }

    @Test
    void aModelThatSharesAClientGetsItsNodeAlsoFromAReload() throws Throwable {
        World world = new World(1, World.config(World.model("large")));
        TestModel large = world.model("large", q -> {
            if (!String.valueOf(q).startsWith("gpt-mini/")) {
                throw new Fault(FailureClass.UNAVAILABLE, "no such model");
            }
            return q;
        });
        assertThatThrownBy(() -> large.ask("a")).isInstanceOf(Fault.class);
        world.engine.apply(World.config(World.model("large"), MINI));
        assertThat(world.engine.nodes()).extracting(n -> n.name()).containsExactly("large#0", "mini#0");
        assertThat(large.ask("b")).isEqualTo("gpt-mini/b");
    }

    @Test
    void whatAnOperatorSwitchedOutlivesAReload() throws Throwable {
        SignalboxConfig config = World.config(RetryConfig.NONE, "large", "small", "third");
        World world = new World(1, config);
        TestModel large = world.model("large", null);
        TestModel small = world.model("small", null);
        TestModel third = world.model("third", null);
        large.ask("a");
        Operator operator = world.engine.operator();
        operator.failOver("chat", "small", TimeUnit.SECONDS.toNanos(5), "night");
        operator.enable("chat", "third", false);
        operator.drain("large#0", true);
        long calls = world.route().calls().total();
        long version = world.route().plan().version();
        var before = world.route();
        int events = world.engine.events().last().size();
        world.engine.apply(retrying(config));
        assertThat(world.route()).isNotSameAs(before);
        assertThat(world.engine.activeChain(world.route())).isEqualTo("small");
        assertThat(large.ask("b")).isEqualTo("small:b");
        assertThat(world.chain("third").isEnabled()).isFalse();
        assertThat(world.node("large#0").isDrained()).isTrue();
        assertThat(world.route().calls().total()).isEqualTo(calls + 1);
        assertThat(world.chain("large").served()).isEqualTo(1);
        assertThat(world.route().plan().version()).isGreaterThan(version);
        assertThat(world.engine
                        .events()
                        .last()
                        .subList(events, world.engine.events().last().size()))
                .extracting(e -> e.type())
                .containsExactly(Events.CONFIG);
        operator.drain("large#0", false);
        world.pass(6, TimeUnit.SECONDS);
        assertThat(large.ask("c")).isEqualTo("large:c");
        assertThat(small.asked()).isEqualTo(1);
        assertThat(third.asked()).isZero();
    }

    @Test
    void aDrainOutlivesAChangeOfItsModel() throws Throwable {
        World world = new World(1, World.config(RetryConfig.NONE, "large", "small"));
        TestModel large = world.model("large", null);
        TestModel small = world.model("small", null);
        large.ask("a");
        world.engine.operator().drain("large#0", true);
        ModelConfig held = new ModelConfig(
                "large", new Match("test", "large", null, null, null), false, 1, true, null, null, null);
        world.engine.apply(World.config(held, World.model("small")));
        assertThat(world.node("large#0").isDrained()).isTrue();
        assertThat(large.ask("b")).isEqualTo("small:b");
        assertThat(small.asked()).isEqualTo(1);
    }

    @Test
    void aFailoverWhoseChainIsGoneEndsAndSaysSo() throws Throwable {
        World world = new World(1, World.config(RetryConfig.NONE, "large", "small", "third"));
        TestModel large = world.model("large", null);
        TestModel small = world.model("small", null);
        large.ask("a");
        world.engine.operator().failOver("chat", "small", 0, "night");
        world.engine.apply(World.config(RetryConfig.NONE, "large", "third"));
        assertThat(world.route().forced()).isNull();
        assertThat(large.ask("b")).isEqualTo("large:b");
        assertThat(small.asked()).isZero();
        assertThat(world.engine.events().last())
                .anySatisfy(e -> assertThat(e.reason()).contains("'small'").contains("no longer in the config"));
    }

    @Test
    void aFailoverToAChainThatMayNotRunIsRefusedWithTheReason() throws Throwable {
        World world = new World(1, World.config(RetryConfig.NONE, "large", "small"));
        TestModel large = world.model("large", null);
        large.ask("a");
        assertThatThrownBy(() -> world.engine.operator().failOver("chat", "small", 0, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'small'")
                .hasMessageContaining("no instance that matches model 'small' has been seen yet");
        assertThat(world.route().forced()).isNull();
        assertThat(world.engine.events().last()).isEmpty();
        TestModel small = world.model("small", null);
        world.engine.operator().failOver("chat", "small", 0, "");
        assertThat(large.ask("b")).isEqualTo("small:b");
        assertThat(small.asked()).isEqualTo(1);
    }

    @Test
    void waitingForAFieldAsksNoNamesMakesNoPlansAndRenamesNobody() throws Throwable {
        AtomicInteger named = new AtomicInteger();
        TestSite counting = new TestSite() {
            @Override
            public String nameOf(Object instance) {
                named.incrementAndGet();
                return super.nameOf(instance);
            }
        };
        ModelConfig fielded = new ModelConfig(
                "fielded", new Match(null, null, null, "com.acme.App.MODEL", null), false, 1, false, null, null, null);
        World world = new World(1, World.config(World.model("large"), fielded));
        TestModel first = new TestModel("large", world.engine.gate(), counting).does(FAILS);
        TestModel second = new TestModel("large", world.engine.gate(), counting);
        TestModel other = new TestModel("other", world.engine.gate(), counting);
        world.engine.tick();
        String name = world.engine.instances().find(second).binding().name();
        long version = world.route().plan().version();
        world.pass(10, TimeUnit.SECONDS);
        assertThat(named).hasValue(3);
        assertThat(world.route().plan().version()).isEqualTo(version);
        assertThat(world.engine.instances().find(second).binding().name()).isEqualTo(name);
        world.fields.put("com.acme.App.MODEL", other);
        world.engine.tick();
        assertThat(first.ask("a")).isEqualTo("other:a");
        assertThat(named).hasValue(3);
        world.engine.apply(retrying(world.engine.config()));
        assertThat(world.engine.instances().find(second).binding().name()).isEqualTo(name);
        assertThat(named).hasValue(3);
    }

    @Test
    void whatAFactoryMakesBelongsToItsModelThoughItMatchesAnother() throws Throwable {
        World world = new World(1, World.config(World.model("large"), World.made("made")));
        TestModel large = world.model("large", FAILS);
        world.factoryBody = () -> {
            TestModel made = world.model("large", q -> "made:" + q);
            try {
                assertThat(made.ask("warm-up")).isEqualTo("made:warm-up");
            } catch (Throwable t) {
                throw new AssertionError(t);
            }
            world.engine.instances();
            return made;
        };
        assertThatThrownBy(() -> large.ask("a")).isInstanceOf(Fault.class);
        world.pass(1, TimeUnit.SECONDS);
        assertThat(large.ask("b")).isEqualTo("made:b");
        assertThat(world.engine.nodes()).extracting(n -> n.name()).containsExactly("large#0", "made#0");
        assertThat(world.engine.advice()).isEmpty();
        assertThat(world.created).isEqualTo(1);
        assertThat(Map.of("failures", world.engine.failures().last())).containsEntry("failures", java.util.List.of());
    }

    @Test
    void aFactoryThatReturnsANodeOfAnotherModelTakesItNowhere() throws Throwable {
        World world = new World(1, World.config(World.model("large"), World.made("made")));
        TestModel large = world.model("large", null);
        world.made = large;
        world.pass(1, TimeUnit.SECONDS);
        assertThat(large.ask("a")).isEqualTo("large:a");
        assertThat(world.engine.nodes()).extracting(n -> n.name()).containsExactly("large#0");
        assertThat(world.engine.advice())
                .anySatisfy(t -> assertThat(t).contains("large#0").contains("already"));
        assertThat(world.created).isEqualTo(1);
    }
}
