package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.control.SubstituteInfo;
import dev.signalbox.core.site.SiteAdapter;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite;
import dev.signalbox.core.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which instances could stand in for which is known without a config, and whoever asks is not held up by the answers. */
class StandInsTest {
    private final World world = new World(1, SignalboxConfig.observeOnly());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch hanging = new CountDownLatch(2);
    private final AtomicInteger comparisons = new AtomicInteger();
    private final List<Thread> askedOn = new ArrayList<>();

    private final TestSite site = new TestSite() {
        @Override
        public @Nullable String incompatible(Object primary, Object candidate) {
            comparisons.incrementAndGet();
            synchronized (askedOn) {
                askedOn.add(Thread.currentThread());
            }
            String name = ((TestModel) candidate).name();
            if (name.equals("broken")) {
                throw new IllegalStateException("no metadata");
            }
            if (name.equals("stuck")) {
                hanging.countDown();
                try {
                    assertThat(release.await(60, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            return super.incompatible(primary, candidate);
        }
    };

    @AfterEach
    void end() throws InterruptedException {
        release.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    private TestModel model(String name) {
        return new TestModel(name, world.engine.gate(), site);
    }

    private static SubstituteInfo compatible(String node, String substitute) {
        return new SubstituteInfo(node, substitute, "compatible", "");
    }

    @Test
    void eachPairOfACallSiteIsAskedOnceInBothDirections() {
        List<TestModel> models = List.of(model("a"), model("odd"));
        assertThat(world.engine.substitutes())
                .containsExactly(
                        new SubstituteInfo("a", "odd", "incompatible", "its inputs differ"), compatible("odd", "a"));
        assertThat(comparisons).hasValue(2);
        TestModel late = model("late");
        assertThat(world.engine.substitutes()).hasSize(6).contains(compatible("a", "late"), compatible("late", "a"));
        assertThat(comparisons).hasValue(6);
        world.engine.substitutes();
        assertThat(comparisons).hasValue(6);
        assertThat(models).hasSize(2);
        assertThat(late.asked()).isZero();
    }

    @Test
    void nothingIsAskedBeforeSomebodyWantsToKnow() throws Throwable {
        List<TestModel> models = List.of(model("a"), model("b"));
        models.get(0).ask("q");
        world.engine.tick();
        assertThat(comparisons).hasValue(0);
    }

    @Test
    void instancesOfDifferentCallSitesAreNotCompared() {
        SiteAdapter other = new TestSite() {
            @Override
            public String id() {
                return "other";
            }
        };
        List<TestModel> models = List.of(model("a"), new TestModel("b", world.engine.gate(), other));
        assertThat(world.engine.substitutes()).isEmpty();
        assertThat(models).hasSize(2);
    }

    @Test
    void aComparisonThatFailsIsIncompatibleAndCounted() {
        List<TestModel> models = List.of(model("a"), model("broken"));
        assertThat(world.engine.substitutes().get(0).reason()).contains("could not be compared", "no metadata");
        assertThat(world.engine.failures().count()).isEqualTo(1);
        assertThat(models).hasSize(2);
    }

    @Test
    void aComparisonThatHangsHoldsUpNobodyAndNoOtherComparison() throws Exception {
        List<Future<?>> errands = new CopyOnWriteArrayList<>();
        world.executor = errand -> errands.add(threads.submit(errand));
        List<TestModel> models = List.of(model("a"), model("stuck"));
        world.engine.tick();
        errands.get(0).get(60, TimeUnit.SECONDS); // their names
        SubstituteInfo unknown = new SubstituteInfo("a", "stuck", "unknown", "the library has not answered yet");
        assertThat(world.engine.substitutes()).contains(unknown);
        world.time.advance(1, TimeUnit.SECONDS);
        TestModel late = model("late");
        world.engine.tick();
        errands.get(2).get(60, TimeUnit.SECONDS); // its name
        assertThat(world.engine.substitutes()).contains(unknown);
        assertThat(hanging.await(60, TimeUnit.SECONDS)).isTrue(); // in the pair of the two, and of the late one, last
        assertThat(world.engine.substitutes())
                .contains(unknown, compatible("a", "late"), compatible("late", "a"), compatible("stuck", "a"));
        release.countDown();
        errands.get(1).get(60, TimeUnit.SECONDS);
        errands.get(3).get(60, TimeUnit.SECONDS);
        assertThat(world.engine.substitutes())
                .extracting(SubstituteInfo::verdict)
                .containsOnly("compatible");
        synchronized (askedOn) {
            assertThat(askedOn).doesNotContain(Thread.currentThread());
        }
        assertThat(models).hasSize(2);
        assertThat(late.asked()).isZero();
    }

    @Test
    void onlyTheFirst32OfACallSiteAreCompared() {
        List<TestModel> models = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            models.add(model("m" + i));
        }
        assertThat(world.engine.substitutes()).hasSize(32 * 31);
        assertThat(models).hasSize(40);
    }
}
