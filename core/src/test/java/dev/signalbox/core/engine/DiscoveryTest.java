package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.config.ChainConfig;
import dev.signalbox.core.config.HardwareConfig;
import dev.signalbox.core.config.Match;
import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.config.RouteConfig;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.config.StaticMethod;
import dev.signalbox.core.model.Binding;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.World;
import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
    private static final TestModel.Behaviour FAILS = q -> {
        throw new Fault(FailureClass.TRANSIENT, "down");
    };

    private static Binding binding(World world, TestModel model) {
        Binding b = world.engine.instances().find(model).binding();
        assertThat(b).isNotNull();
        return b;
    }

    @Test
    void withoutAConfigEveryInstanceIsObservedUnderItsOwnNameOrAGeneratedOne() throws Throwable {
        World world = new World(1, SignalboxConfig.observeOnly());
        TestModel a = world.model("a", null);
        TestModel b = world.model("a", null);
        TestModel c = world.model("", null);
        TestModel d = world.model("", null);
        a.ask("x");
        assertThat(a.asked()).isEqualTo(1);
        assertThat(binding(world, a).name()).isEqualTo("a");
        assertThat(binding(world, b).name()).isEqualTo("a#1");
        assertThat(binding(world, c).name()).isEqualTo("TestModel#0");
        assertThat(binding(world, d).name()).isEqualTo("TestModel#1");
        assertThat(world.engine.instances().find(a).meter().total()).isEqualTo(1);
    }

    @Test
    void aSecondMatchPassesThroughAndIsReportedAsAmbiguous() throws Throwable {
        World world = new World(1, World.config(RetryConfig.NONE, "large", "small"));
        world.model("small", null);
        TestModel first = world.model("large", null);
        TestModel second = world.model("large", FAILS);
        first.ask("a");
        assertThatThrownBy(() -> second.ask("a")).isInstanceOf(Fault.class);
        assertThat(binding(world, second).note()).contains("ambiguous").contains("large");
        assertThat(world.engine.advice()).anySatisfy(text -> assertThat(text).contains("ambiguous"));
    }

    @Test
    void replicasShareTheLoadAndOneStandsInForAnother() throws Throwable {
        Map<String, ModelConfig> models = new LinkedHashMap<>();
        models.put(
                "large",
                new ModelConfig(
                        "large", new Match("test", "large", null, null, null), true, 2, false, null, null, null));
        World world = new World(
                1,
                World.config(
                        models,
                        new RouteConfig(
                                "chat",
                                List.of("ask"),
                                "large",
                                List.of(new ChainConfig("large", "large")),
                                RetryConfig.NONE)));
        TestModel one = world.model("large", FAILS);
        TestModel two = world.model("large", q -> "two:" + q);
        TestModel three = world.model("large", null);
        for (int i = 0; i < 10; i++) {
            assertThat(one.ask("a")).isEqualTo("two:a");
        }
        assertThat(binding(world, three).note()).contains("2 nodes");
    }

    @Test
    void anAlternativeIsMadeOnceThePrimaryIsThere() throws Throwable {
        Map<String, ModelConfig> models = new LinkedHashMap<>();
        models.put("large", World.model("large"));
        models.put(
                "made",
                new ModelConfig(
                        "made", null, false, 1, false, new StaticMethod("com.acme.Models", "make"), null, null));
        World world = new World(1, World.config(models, route("large", "made")));
        TestModel large = world.model("large", FAILS);
        world.engine.tick();
        assertThat(world.engine.advice()).anySatisfy(t -> assertThat(t).contains("com.acme.Models::make failed"));
        world.made = world.model("anything", q -> "made:" + q);
        world.engine.apply(World.config(Map.of("large", World.model("large")), route("large")));
        world.engine.apply(World.config(models, route("large", "made")));
        world.engine.tick();
        assertThat(large.ask("a")).isEqualTo("made:a");
        assertThat(world.held).contains(world.made);
    }

    @Test
    void theSameClientIsAskedForAnotherModel() throws Throwable {
        Map<String, ModelConfig> models = new LinkedHashMap<>();
        models.put("large", World.model("large"));
        models.put("mini", new ModelConfig("mini", null, false, 1, false, null, "large", "gpt-mini"));
        World world = new World(1, World.config(models, route("large", "mini")));
        TestModel large = world.model("large", q -> {
            if (!String.valueOf(q).startsWith("gpt-mini/")) {
                throw new Fault(FailureClass.UNAVAILABLE, "no such model");
            }
            return q;
        });
        assertThat(large.ask("a")).isEqualTo("gpt-mini/a");
        assertThat(large.asked()).isEqualTo(2);
        assertThat(world.node("mini#0").meter().total()).isEqualTo(1);
    }

    @Test
    void aModelThatDiffersIsRefusedWithTheReason() throws Throwable {
        World world = new World(1, World.config(RetryConfig.NONE, "large", "odd"));
        TestModel odd = world.model("odd", null);
        TestModel large = world.model("large", FAILS);
        assertThatThrownBy(() -> large.ask("a")).isInstanceOf(Fault.class);
        assertThat(odd.asked()).isZero();
        assertThat(world.route().plan().refused())
                .anySatisfy(r -> assertThat(r.reason()).contains("its inputs differ"));
    }

    @Test
    void aStaticFieldNamesAnInstanceOnceItIsSet() throws Throwable {
        Map<String, ModelConfig> models = new LinkedHashMap<>();
        models.put(
                "large",
                new ModelConfig(
                        "large",
                        new Match(null, null, null, "com.acme.App.MODEL", null),
                        false,
                        1,
                        false,
                        null,
                        null,
                        null));
        models.put("small", World.model("small"));
        World world = new World(1, World.config(models, route("large", "small")));
        world.model("small", null);
        TestModel large = world.model("whatever", FAILS);
        world.engine.tick();
        assertThat(binding(world, large).node()).isNull();
        world.fields.put("com.acme.App.MODEL", large);
        world.engine.tick();
        assertThat(large.ask("a")).isEqualTo("small:a");
    }

    @Test
    void aCollectedModelIsNeverCalledAndAnotherTakesItsPlace() throws Throwable {
        World world = new World(1, World.config(RetryConfig.NONE, "large", "small"));
        TestModel large = world.model("large", FAILS);
        WeakReference<TestModel> gone = new WeakReference<>(world.model("small", null));
        world.engine.tick();
        assertThat(world.node("small#0").isAlive()).isTrue();
        for (int i = 0; i < 200 && gone.get() != null; i++) {
            System.gc();
        }
        assertThat(gone.get()).isNull();
        assertThatThrownBy(() -> large.ask("a")).isInstanceOf(Fault.class);
        TestModel next = world.model("small", null);
        world.pass(1, TimeUnit.SECONDS);
        assertThat(large.ask("a")).isEqualTo("small:a");
        assertThat(next.asked()).isEqualTo(1);
        assertThat(world.engine.nodes()).extracting(n -> n.name()).containsExactly("large#0", "small#1");
    }

    @Test
    void theFirstCallOfASuccessorNeedNotWaitForTheControlThread() throws Throwable {
        World world = new World(1, World.config(RetryConfig.NONE, "large", "small"));
        TestModel small = world.model("small", null);
        WeakReference<TestModel> gone = new WeakReference<>(world.model("large", null));
        world.engine.tick();
        for (int i = 0; i < 200 && gone.get() != null; i++) {
            System.gc();
        }
        assertThat(gone.get()).isNull();
        TestModel next = world.model("large", FAILS);
        assertThat(next.ask("a")).isEqualTo("small:a");
        assertThat(small.asked()).isEqualTo(1);
        assertThat(world.engine.nodes()).extracting(n -> n.name()).containsExactly("large#1", "small#0");
    }

    /** While the control thread compares two newcomers, one is called: that call waits and fails over, whatever the moment. */
    @Test
    void anInstanceIsBoundOnlyWhenItsPlanKnowsIt() throws Throwable {
        World world = new World(1, World.config(RetryConfig.NONE, "large", "small"));
        AtomicReference<Thread> caller = new AtomicReference<>();
        AtomicReference<Object> answer = new AtomicReference<>();
        TestSite comparing = new TestSite() {
            @Override
            public String incompatible(Object primary, Object candidate) {
                if (caller.get() == null) {
                    caller.set(new Thread(() -> answer.set(askOrThrown((TestModel) primary))));
                    caller.get().start();
                    while (caller.get().isAlive() && caller.get().getState() != Thread.State.TIMED_WAITING) {
                        Thread.onSpinWait();
                    }
                }
                return null;
            }
        };
        TestModel large = new TestModel("large", world.engine.gate(), comparing).does(FAILS);
        TestModel small = new TestModel("small", world.engine.gate(), comparing);
        world.engine.tick();
        caller.get().join();
        assertThat(answer.get()).isEqualTo("small:a");
        assertThat(large.asked() + small.asked()).isEqualTo(2);
    }

    private static Object askOrThrown(TestModel model) {
        try {
            return String.valueOf(model.ask("a"));
        } catch (Throwable t) {
            return t;
        }
    }

    @Test
    void aReloadKeepsWhatTheConfigSaysTheSameOf() throws Throwable {
        World world = new World(1, World.config(RetryConfig.NONE, "large", "small"));
        TestModel large = world.model("large", FAILS);
        world.model("small", null);
        large.ask("a");
        var node = world.node("large#0");
        Map<String, ModelConfig> models =
                new LinkedHashMap<>(world.engine.config().models());
        models.put("third", World.model("third"));
        TestModel third = world.model("third", null);
        world.engine.apply(World.config(models, route("large", "third")));
        assertThat(world.node("large#0")).isSameAs(node);
        assertThat(large.ask("b")).isEqualTo("third:b");
        assertThat(third.asked()).isEqualTo(1);
    }

    @Test
    void withoutARouteAnInstanceIsOffUnlessObserved() throws Throwable {
        SignalboxConfig off = new SignalboxConfig(false, Map.of(), Map.of(), Map.of(), HardwareConfig.DEFAULT);
        World world = new World(1, off);
        TestModel model = world.model("a", null);
        model.ask("x");
        assertThat(world.engine.instances().find(model).meter().total()).isZero();
    }

    private static RouteConfig route(String... models) {
        return new RouteConfig(
                "chat",
                List.of("ask"),
                models[0],
                java.util.Arrays.stream(models).map(m -> new ChainConfig(m, m)).toList(),
                RetryConfig.NONE);
    }
}
