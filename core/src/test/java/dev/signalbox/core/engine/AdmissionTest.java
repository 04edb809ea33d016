package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.signalbox.core.admission.Bandwidth;
import dev.signalbox.core.admission.Level;
import dev.signalbox.core.admission.Limit;
import dev.signalbox.core.admission.Resource;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.hardware.ContainerReading;
import dev.signalbox.core.hardware.HardwareSnapshot;
import dev.signalbox.core.hardware.HostReading;
import dev.signalbox.core.hardware.ProcessReading;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.Configs;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.World;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What calls meet of admission: limits at each level, the next chain, refusals, and what is given back. */
class AdmissionTest {
    private static final String MODELS =
            "models: { large: { match: { library: test, name: large }, %s }, small: { match: { library: test, name: small }%s } }";

    private static World world(String ofLarge, String ofSmall, String ofRoute, String rest) {
        SignalboxConfig config = Configs.of(
                String.format(MODELS, ofLarge, ofSmall.isEmpty() ? "" : ", " + ofSmall),
                "routes: { chat: { call-sites: [ask], primary: large, alternatives: [small]" + ofRoute + " } }",
                rest);
        return new World(1, config);
    }

    /** Runs something on a thread of its own, as another caller would, and waits for it. */
    private static <T> @Nullable T elsewhere(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        result.complete(work.call());
                    } catch (Throwable thrown) {
                        result.completeExceptionally(thrown);
                    }
                })
                .start();
        return result.join();
    }

    private static @Nullable Object ask(TestModel model) throws Exception {
        try {
            return model.ask("q");
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static void assertNothingIsHeld(World world) {
        for (Level level : world.engine.levels()) {
            for (Resource resource : Resource.values()) {
                if (resource != Resource.TOKENS) {
                    assertThat(level.held(resource))
                            .as("%s of %s", resource, level.name())
                            .isZero();
                }
            }
        }
        assertThat(world.engine.failures().count()).isZero();
    }

    @Test
    void theNextChainIsTriedWhereAModelHasNoRoom() throws Throwable {
        World world = world("limits: { concurrency: 1 }", "", "", "");
        TestModel small = world.model("small", q -> "small");
        TestModel large = world.model("large", null);
        large.does(q -> large.asked() == 1 ? elsewhere(() -> ask(large)) : "large");

        assertThat(large.ask("q")).isEqualTo("small");
        assertThat(large.asked()).isEqualTo(1);
        assertThat(small.asked()).isEqualTo(1);
        assertThat(large.ask("q")).isEqualTo("large");
        assertNothingIsHeld(world);
    }

    @Test
    void aCallerIsToldWhatIsShortWhereNoChainHasRoom() throws Throwable {
        World world = world(
                "cost: { memory: 2MB }", "cost: { memory: 2MB }", "", "allocation: { memory: 3MB, overload: false }");
        TestModel small = world.model("small", q -> "small");
        TestModel large = world.model("large", null);
        Throwable[] refused = new Throwable[1];
        large.does(q -> {
            refused[0] = elsewhere(() -> catchThrowable(() -> ask(large)));
            return "large";
        });

        assertThat(large.ask("q")).isEqualTo("large");
        assertThat(refused[0])
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("route 'chat'")
                .hasMessageContaining("jvm")
                .hasMessageContaining("MB");
        assertThat(large.asked()).isEqualTo(1);
        assertThat(small.asked()).isZero();
        assertThat(world.route().rejected().sum()).isEqualTo(1);
        assertNothingIsHeld(world);
    }

    @Test
    void aFailedAttemptGivesBackBeforeTheNextOneAsks() throws Throwable {
        World world = world(
                "cost: { memory: 2MB }", "cost: { memory: 2MB }", "", "allocation: { memory: 3MB, overload: false }");
        TestModel small = world.model("small", q -> "small");
        TestModel large = world.model("large", q -> {
            throw new Fault(FailureClass.TRANSIENT, "down");
        });

        assertThat(large.ask("q")).isEqualTo("small");
        assertThat(small.asked()).isEqualTo(1);
        assertNothingIsHeld(world);
    }

    @Test
    void anOperatorsLimitIsObeyedByTheNextCall() throws Throwable {
        World world = world("limits: { concurrency: 5 }", "", "", "");
        TestModel small = world.model("small", q -> "small");
        TestModel large = world.model("large", q -> "large");
        assertThat(large.ask("q")).isEqualTo("large");

        world.engine.operator("t").limit("model large", Limit.CONCURRENCY, 0);
        assertThat(large.ask("q")).isEqualTo("small");
        world.engine.operator("t").limit("model large", Limit.CONCURRENCY, 1);
        assertThat(large.ask("q")).isEqualTo("large");
        world.engine.operator("t").limit("route chat", Limit.CONCURRENCY, 0);
        assertThatThrownBy(() -> large.ask("q")).hasMessageContaining("route chat");
        assertThat(small.asked()).isEqualTo(1);
        assertNothingIsHeld(world);
    }

    @Test
    void aWaitingCallRunsAsSoonAsThereIsRoom() throws Throwable {
        World world = world("limits: { concurrency: 1 }", "limits: { concurrency: 1 }", ", wait: 2s", "");
        TestModel small = world.model("small", q -> "small");
        TestModel large = world.model("large", q -> "large");
        String level = "model large";
        String other = "model small";
        world.engine.operator("t").limit(level, Limit.CONCURRENCY, 0);
        world.engine.operator("t").limit(other, Limit.CONCURRENCY, 0);
        world.time.meanwhile = () -> {
            world.time.advance(300, TimeUnit.MILLISECONDS);
            elsewhere(() -> {
                world.engine.operator("t").limit(level, Limit.CONCURRENCY, 1);
                return "";
            });
        };

        long start = world.time.nanoTime();
        assertThat(large.ask("q")).isEqualTo("large");
        assertThat(world.time.nanoTime() - start).isEqualTo(300_000_000L);
        assertThat(small.asked()).isZero();
        assertNothingIsHeld(world);
    }

    @Test
    void aCallThatWaitedInVainIsToldSo() throws Throwable {
        World world = world("limits: { concurrency: 1 }", "limits: { concurrency: 1 }", ", wait: 2s", "");
        TestModel small = world.model("small", q -> "small");
        TestModel large = world.model("large", q -> "large");
        world.engine.operator("t").limit("jvm", Limit.CONCURRENCY, 0);

        long start = world.time.nanoTime();
        assertThatThrownBy(() -> large.ask("q"))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("waited for room")
                .hasMessageContaining("jvm");
        assertThat(world.time.nanoTime() - start).isEqualTo(2_000_000_000L);
        assertThat(small.asked() + large.asked()).isZero();
        assertNothingIsHeld(world);
    }

    @Test
    void tokensAreReservedAndSettled() throws Throwable {
        World world = world("limits: { tokens-per-minute: 1000 }, cost: { tokens: 400 }", "", "", "");
        TestModel small = world.model("small", q -> "small");
        TestModel large = world.model("large", q -> "large");

        assertThat(large.ask("q")).isEqualTo("large");
        assertThat(large.ask("q")).isEqualTo("large");
        assertThat(large.ask("q"))
                .as("200 tokens are left, the site tells none, so each reservation stands")
                .isEqualTo("small");
        world.pass(13, TimeUnit.SECONDS);
        assertThat(large.ask("q")).isEqualTo("large");
        assertThat(small.asked()).isEqualTo(1);
        assertNothingIsHeld(world);
    }

    @Test
    void aCallThatIsExpectedToTakeMoreThanABudgetHoldsIsNotRefusedForEver() throws Throwable {
        World world = world("limits: { tokens-per-minute: 1000 }", "", "", "");
        TestModel small = world.model("small", q -> "small");
        TestModel large = world.model("large", q -> "large");

        assertThat(large.ask("q")).as("nobody says what a call takes").isEqualTo("large");
        assertThat(large.ask("q")).isEqualTo("small");
        world.pass(61, TimeUnit.SECONDS);
        assertThat(large.ask("q")).isEqualTo("large");
        assertThat(small.asked()).isEqualTo(1);
    }

    @Test
    void aNodeIsAddedForCallsThatWait() throws Throwable {
        World world = new World(
                1,
                Configs.of(
                        "models:",
                        "  large: { create: com.acme.Models::make, nodes: many, max: 2, limits: { concurrency-per-node: 1 } }",
                        "  entry: { match: { library: test, name: entry } }",
                        "routes:",
                        "  chat: { call-sites: [ask], entry: entry, primary: large, wait: 10s,",
                        "    degrade: [ { when: queue > 0 for 1s, then: scale } ] }"));
        TestModel[] made = new TestModel[2];
        Object[] second = new Object[1];
        world.factoryBody = () -> {
            int me = made[0] == null ? 0 : 1;
            made[me] = world.model("made" + me, q -> "made" + me);
            return made[me];
        };
        TestModel entry = world.model("entry", q -> "entry");
        world.pass(1, TimeUnit.SECONDS);
        assertThat(entry.ask("q")).isEqualTo("made0");
        world.time.meanwhile = () -> {
            for (int i = 0; i < 40 && world.engine.waiting() > 0; i++) {
                world.pass(200, TimeUnit.MILLISECONDS);
            }
        };
        made[0].does(q -> {
            second[0] = elsewhere(() -> ask(entry)); // waits until there is another node
            return "made0";
        });

        assertThat(entry.ask("q")).isEqualTo("made0");
        assertThat(second[0]).isEqualTo("made1");
        assertNothingIsHeld(world);
    }

    @Test
    void whatIsLentOfABudgetIsNotMissingOnceItIsFull() throws Throwable {
        World world =
                world("cost: { tokens: 10 }", "", "", "allocation: { tokens-per-second: 10000000, overload: false }");
        TestModel large = world.model("large", q -> "large");

        assertThat(large.ask("q")).isEqualTo("large");
        world.pass(2, TimeUnit.SECONDS);
        Level jvm = world.engine.levels().get(0);
        assertThat(jvm.tokens().available(Bandwidth.SECOND, world.time.nanoTime()))
                .isEqualTo(10_000_000);
    }

    @Test
    void nothingIsShedWhereItIsTurnedOffAndNobodyIsToldOtherwise() throws Throwable {
        World world = world("", "", "", "allocation: { memory: 100MB }");
        TestModel large = world.model("large", q -> "large");
        assertThat(large.ask("q")).isEqualTo("large");
        heapIsFull(world);
        assertThatThrownBy(() -> large.ask("q"))
                .hasMessageContaining("normal calls are shed")
                .hasMessageContaining("98 % of the heap");
        assertThat(world.engine.overload().reason()).isNotEmpty();

        world.engine.apply(world("", "", "", "allocation: { memory: 100MB, overload: false }")
                .engine
                .config());
        heapIsFull(world);
        assertThat(large.ask("q")).isEqualTo("large");
        assertThat(world.engine.overload().reason()).isEmpty();
    }

    @Test
    void aProviderIsHeardAlsoWhereItWasAskedAsALastResort() throws Throwable {
        World world = world("limits: { tokens-per-minute: 100000 }, cost: { tokens: 10 }", "", "", "");
        TestModel small = world.model("small", null);
        TestModel large = world.model("large", null);
        TestModel.Behaviour fails = q -> {
            throw new Fault(FailureClass.TRANSIENT, "down");
        };
        large.does(fails);
        small.does(fails);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> large.ask("q")).isInstanceOf(Fault.class);
        }
        large.does(q -> {
            throw new Fault(FailureClass.OVERLOAD, "too much");
        });
        assertThatThrownBy(() -> large.ask("q")).hasMessage("too much");
        assertThat(world.route().lastResorts().sum()).isEqualTo(1);
        Level model = world.engine.levels().get(1);
        assertThat(model.name()).isEqualTo("model large");
        assertThat(model.tokens().effectiveLimit(Bandwidth.MINUTE)).isEqualTo(70_000);
        assertNothingIsHeld(world);
    }

    private static void heapIsFull(World world) {
        world.engine.sampled(new HardwareSnapshot(
                OptionalLong.of(world.time.nanoTime()),
                HostReading.UNKNOWN,
                new ProcessReading(4, 0.5, 100, 99, 100, 98),
                ContainerReading.UNKNOWN,
                "a test"));
        world.engine.tick();
    }
}
