package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.admission.TaskAllocation;
import dev.signalbox.core.config.AllocationPriority;
import dev.signalbox.core.config.CallerRule;
import dev.signalbox.core.config.DeadlineConfig;
import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.config.RecoveryConfig;
import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.config.RouteAllocation;
import dev.signalbox.core.config.RouteConfig;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.config.WishesConfig;
import dev.signalbox.core.hardware.HardwareSnapshot;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.TestStream;
import dev.signalbox.core.testing.TestStream.Listener;
import dev.signalbox.core.testing.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How important calls are: what is asked, who speaks, and that it holds for as long as the call goes on. */
class PrioritiesTest {
    private static final String KEY = "signalbox.priority";
    private static final List<CallerRule> NO_CALLERS = List.of();

    private final Map<String, String> mdc = new HashMap<>();

    private World world(WishesConfig wishes, String... models) {
        Map<String, ModelConfig> byName = new HashMap<>();
        for (String model : models) {
            byName.put(model, World.model(model));
        }
        World world = new World(1, World.config(byName, route(wishes, models)));
        world.mdc = (near, key) -> mdc.get(key);
        return world;
    }

    private static RouteConfig route(WishesConfig wishes, String... models) {
        RouteConfig plain = World.route(models);
        return new RouteConfig(
                plain.name(),
                plain.callSites(),
                plain.entry(),
                plain.chains(),
                RetryConfig.NONE,
                DeadlineConfig.NONE,
                RecoveryConfig.NONE,
                RouteAllocation.NONE,
                wishes);
    }

    /** The priorities of the tasks of a node, one beside the other. */
    private static String tasks(World world, String node) {
        List<String> words = new ArrayList<>();
        for (TaskAllocation task : world.engine
                .distribution("", HardwareSnapshot.NONE)
                .nodeAllocations()
                .get(node)) {
            words.add(task.priority().word());
        }
        return String.join(" ", words);
    }

    /** How important a call is while it runs. */
    private static Object ask(World world) throws Throwable {
        TestModel large = world.model("large", null);
        large.does(q -> tasks(world, "large#0"));
        return String.valueOf(large.ask("q"));
    }

    @Test
    void aRouteWithoutWishesHasNormalCallsAndAsksNobody() throws Throwable {
        World world = world(WishesConfig.NONE, "large");
        world.mdc = (near, key) -> {
            throw new AssertionError("asked");
        };
        assertThat(ask(world)).isEqualTo("normal");
        assertThat(world.engine.failures().count()).isZero();
    }

    @Test
    void theRoutesOwnHoldsWhereNobodySaysMore() throws Throwable {
        assertThat(ask(world(new WishesConfig(AllocationPriority.HIGH, NO_CALLERS, ""), "large")))
                .isEqualTo("high");
        assertThat(ask(world(new WishesConfig(AllocationPriority.LOW, List.of(rule("com.acme.*", 0)), KEY), "large")))
                .isEqualTo("low");
    }

    private static CallerRule rule(String pattern, int rank) {
        return new CallerRule(pattern, AllocationPriority.values()[rank]);
    }

    @Test
    void whoCallsSpeaksBeforeTheRouteAndTheMdcBeforeBoth() throws Throwable {
        World world = world(
                new WishesConfig(AllocationPriority.LOW, List.of(rule(getClass().getName(), 1)), KEY), "large");
        assertThat(ask(world)).isEqualTo("high");
        mdc.put(KEY, " Critical ");
        World second = world(
                new WishesConfig(AllocationPriority.LOW, List.of(rule(getClass().getName(), 1)), KEY), "large");
        assertThat(ask(second)).isEqualTo("critical");
        mdc.put(KEY, "medium");
        World third = world(new WishesConfig(AllocationPriority.LOW, NO_CALLERS, KEY), "large");
        assertThat(ask(third)).isEqualTo("normal");
    }

    @Test
    void aWordThatIsNoneIsSaidOnceAndTakenAsIfItWereNotThere() throws Throwable {
        World world = world(new WishesConfig(AllocationPriority.HIGH, NO_CALLERS, KEY), "large");
        TestModel large = world.model("large", null);
        large.does(q -> tasks(world, "large#0"));
        mdc.put(KEY, "urgent\n");
        assertThat(large.ask("q")).isEqualTo("high");
        assertThat(large.ask("q")).isEqualTo("high");
        mdc.put(KEY, "");
        assertThat(large.ask("q")).isEqualTo("high");
        assertThat(world.engine.advice())
                .containsExactly(
                        "route chat: the application's MDC has 'urgent ' under signalbox.priority, which is none"
                                + " of critical, high, normal and low: such calls are taken as if it had nothing");
        IntStream.range(0, 100).forEach(i -> {
            mdc.put(KEY, "x".repeat(1_000) + i);
            try {
                large.ask("q");
            } catch (Throwable t) {
                throw new AssertionError(t);
            }
        });
        assertThat(world.engine.advice()).hasSize(2).allMatch(line -> line.length() < 250);
        IntStream.range(0, 100).forEach(i -> world.route().wishes().priority("word" + i));
        assertThat(world.engine.advice()).hasSize(16);
        world.engine.apply(World.config(RetryConfig.NONE, "large"));
        assertThat(world.engine.advice()).isEmpty();
    }

    @Test
    void anMdcThatThrowsIsCountedAndSaysNothing() throws Throwable {
        World world = world(new WishesConfig(AllocationPriority.HIGH, NO_CALLERS, KEY), "large");
        world.mdc = (near, key) -> {
            throw new IllegalStateException("the logging library is broken");
        };
        assertThat(ask(world)).isEqualTo("high");
        assertThat(world.engine.failures().last())
                .singleElement()
                .asString()
                .contains("the MDC of the application")
                .contains("the logging library is broken");
    }

    @Test
    void itIsFixedAtEntryAndHoldsForEveryAttempt() throws Throwable {
        World world = world(new WishesConfig(AllocationPriority.NORMAL, NO_CALLERS, KEY), "large", "small");
        mdc.put(KEY, "critical");
        TestModel large = world.model("large", q -> {
            mdc.put(KEY, "low");
            throw new Fault(FailureClass.TRANSIENT, "down");
        });
        TestModel small = world.model("small", null);
        small.does(q -> tasks(world, "small#0"));
        assertThat(large.ask("q")).isEqualTo("critical");
    }

    @Test
    void aCallFromWithinInheritsIt() throws Throwable {
        Map<String, ModelConfig> models = Map.of("large", World.model("large"), "inner", World.model("inner"));
        RouteConfig outerRoute = route(new WishesConfig(AllocationPriority.LOW, NO_CALLERS, KEY), "large");
        RouteConfig innerRoute = new RouteConfig(
                "inside",
                List.of("ask"),
                "inner",
                World.route("inner").chains(),
                RetryConfig.NONE,
                DeadlineConfig.NONE,
                RecoveryConfig.NONE,
                RouteAllocation.NONE,
                new WishesConfig(AllocationPriority.HIGH, NO_CALLERS, KEY));
        World world = new World(
                1,
                new SignalboxConfig(
                        false,
                        models,
                        Map.of(),
                        Map.of("chat", outerRoute, "inside", innerRoute),
                        World.config(RetryConfig.NONE, "large").hardware()));
        world.mdc = (near, key) -> mdc.get(key);
        TestModel inner = world.model("inner", null);
        inner.does(q -> tasks(world, "inner#0"));
        TestModel large = world.model("large", q -> {
            mdc.put(KEY, "critical");
            return inner.ask(q);
        });
        assertThat(large.ask("q")).as("the outer call's").isEqualTo("low");
        assertThat(inner.ask("q")).as("the MDC's").isEqualTo("critical");
        mdc.clear();
        assertThat(inner.ask("q")).as("its own route's").isEqualTo("high");
    }

    @Test
    void aCallWhoseOutcomeComesLaterKeepsWhatItsCallersThreadSaid() {
        World world = world(new WishesConfig(AllocationPriority.NORMAL, NO_CALLERS, KEY), "large", "small");
        TestStream.Site site = new TestStream.Site();
        TestStream large = new TestStream("large", world.engine.gate(), site);
        TestStream small = new TestStream("small", world.engine.gate(), site);
        mdc.put(KEY, "low");
        large.ask("a", new Listener());
        mdc.put(KEY, "critical");
        large.ask("b", new Listener());
        mdc.clear();
        assertThat(tasks(world, "large#0").split(" ")).containsExactlyInAnyOrder("low", "critical");
        large.last().failed(new Fault(FailureClass.TRANSIENT, "down"));
        assertThat(tasks(world, "large#0")).isEqualTo("low");
        assertThat(tasks(world, "small#0")).isEqualTo("critical");
        assertThat(small.requests).hasSize(1);
    }
}
