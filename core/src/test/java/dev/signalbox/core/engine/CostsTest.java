package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import dev.signalbox.core.admission.CallEstimate;
import dev.signalbox.core.admission.EstimateSource;
import dev.signalbox.core.hardware.ThreadUse;
import dev.signalbox.core.metrics.ResourceCost;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.Configs;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.TestStream;
import dev.signalbox.core.testing.World;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** What calls take is learned from one in 64 of them, by a thread whose use is scripted. */
class CostsTest {
    private static final long MB = 1 << 20;
    /** Of what calls take that take 5 % more or less, all as often. */
    private static final double P95 = 1.045;

    private static final Percentage TENTH = Percentage.withPercentage(10);
    private static final String ONE =
            "models: { large: { match: { library: test, name: large }%s }, small: { match: { library: test, name: small } } }";
    private static final String ROUTE =
            "routes: { chat: { call-sites: [ask, listen], primary: large, alternatives: [small] } }";

    private final Random random = new Random(7);
    private final Thread thread = new Thread();

    /** A thread that has used what tests say. */
    private static final class Thread implements ThreadUse {
        long allocated = 1 << 30;
        long cpu = 1 << 30;
        int readings;

        @Override
        public long allocatedBytes() {
            readings++;
            return allocated;
        }

        @Override
        public long cpuNanos() {
            return cpu;
        }
    }

    private World world(String ofLarge) {
        World world = new World(1, Configs.of(String.format(ONE, ofLarge), ROUTE));
        world.threadUse = thread;
        return world;
    }

    /** A model whose calls take so many MB and cores, give or take 5 %, for 5 ms. */
    private TestModel takes(World world, TestModel model, double mb, double cores) {
        return model.does(q -> {
            double noise = 0.95 + 0.1 * random.nextDouble();
            world.time.advance(5, TimeUnit.MILLISECONDS);
            thread.allocated += (long) (mb * MB * noise);
            thread.cpu += (long) (cores * TimeUnit.MILLISECONDS.toNanos(5) * noise);
            return q;
        });
    }

    /** Makes calls for so long, one every 5 ms, the control thread ticking. */
    private void callFor(World world, TestModel model, long millis) throws Throwable {
        for (long left = millis; left > 0; left -= 100) {
            for (int i = 0; i < 20; i++) {
                model.ask("q");
            }
            world.engine.tick();
        }
    }

    private void callUntilSampled(World world, TestModel model, long samples) throws Throwable {
        model.ask("q");
        while (world.node("large#0").costs().recorded() < samples) {
            callFor(world, model, 100);
        }
        callFor(world, model, 1_000);
    }

    private static CallEstimate estimate(World world) {
        return Objects.requireNonNull(world.engine.estimates().get("large"));
    }

    private static void assertEstimate(World world, double mb, double cores) {
        assertThat(estimate(world).demand().memoryKiB() / 1024.0).isCloseTo(P95 * mb, TENTH);
        assertThat(estimate(world).demand().milliCores() / 1000.0).isCloseTo(cores, TENTH);
    }

    @Test
    void costsAreLearnedAndFollowAStep() throws Throwable {
        World world = world("");
        TestModel large = takes(world, world.model("large", null), 3, 0.4);
        callUntilSampled(world, large, 200);
        ResourceCost cost = world.node("large#0").cost(world.time.nanoTime());
        assertThat(cost.memoryUsageMB()).isCloseTo(P95 * 3, TENTH);
        assertThat(cost.cpuUtilization()).isCloseTo(0.4, TENTH);
        assertThat(cost.expectedLatencyMillis()).isCloseTo(5, TENTH);
        assertThat(cost.estimatedTokens()).isNaN();
        assertEstimate(world, 3, 0.4);
        assertThat(estimate(world).basis().memory()).isEqualTo(EstimateSource.MEASURED);
        assertThat(estimate(world).basis().cpu()).isEqualTo(EstimateSource.MEASURED);

        takes(world, large, 1, 0.8);
        callFor(world, large, 10_000);
        assertEstimate(world, 1, 0.8);
        takes(world, large, 9, 0.1);
        callFor(world, large, 10_000);
        assertEstimate(world, 9, 0.1);
    }

    @Test
    void oneCallInSixtyFourIsMeasuredAndNoOtherReadsAnything() throws Throwable {
        World world = world("");
        TestModel large = takes(world, world.model("large", null), 3, 0.4);
        for (int i = 0; i < 64_000; i++) {
            large.ask("q");
        }
        long samples = world.node("large#0").costs().recorded();
        assertThat(samples).isCloseTo(1_000, Percentage.withPercentage(10));
        assertThat(thread.readings).isEqualTo(2 * samples);
    }

    @Test
    void noRhythmOfCallsEscapesTheSamples() throws Throwable {
        World world = world("");
        TestModel large = world.model("large", null);
        int[] calls = new int[1];
        large.does(q -> {
            world.time.advance(5, TimeUnit.MILLISECONDS);
            thread.cpu += calls[0]++ % 2 == 0 ? TimeUnit.MILLISECONDS.toNanos(4) : 0;
            return q;
        });
        callFor(world, large, 60_000);
        assertThat(world.node("large#0").cost(world.time.nanoTime()).cpuUtilization())
                .isCloseTo(0.4, within(0.25));
    }

    @Test
    void whatTheConfigSaysIsOutweighed() throws Throwable {
        World world = world(", cost: { memory: 900MB, cpu: 1 }");
        TestModel large = takes(world, world.model("large", null), 3, 0.4);
        large.ask("q");
        world.pass(2, TimeUnit.SECONDS);
        assertThat(estimate(world).demand().memoryKiB()).isEqualTo(900 * 1024);
        assertThat(estimate(world).demand().milliCores()).isEqualTo(1_000);
        assertThat(estimate(world).basis().memory()).isEqualTo(EstimateSource.CONFIGURED);
        callUntilSampled(world, large, 200);
        assertEstimate(world, 3, 0.4);
        assertThat(estimate(world).basis().memory()).isEqualTo(EstimateSource.MEASURED);
    }

    @Test
    void moreProcessorsThanOneThreadCanKeepBusyAreNotContradicted() throws Throwable {
        World world = world(", cost: { cpu: 2 }");
        TestModel large = takes(world, world.model("large", null), 3, 0.4);
        callUntilSampled(world, large, 200);
        assertEstimate(world, 3, 2);
        assertThat(estimate(world).basis().cpu()).isEqualTo(EstimateSource.CONFIGURED);
    }

    @Test
    void theEstimateDoesNotFlap() throws Throwable {
        World world = world("");
        TestModel large = takes(world, world.model("large", null), 3, 0.4);
        callUntilSampled(world, large, 200);
        long memory = estimate(world).demand().memoryKiB();
        long cpu = estimate(world).demand().milliCores();
        for (int second = 0; second < 60; second++) {
            callFor(world, large, 1_000);
            assertThat(estimate(world).demand().memoryKiB()).isEqualTo(memory);
            assertThat(estimate(world).demand().milliCores()).isEqualTo(cpu);
        }
    }

    @Test
    void itChangesAtMostOnceASecond() throws Throwable {
        World world = world("");
        TestModel large = takes(world, world.model("large", null), 3, 0.4);
        callUntilSampled(world, large, 200);
        long changedAt = world.time.nanoTime();
        long before = estimate(world).demand().memoryKiB();
        int changes = 0;
        for (int i = 0; i < 600; i++) {
            takes(world, large, 1 + i / 10.0, 0.4);
            callFor(world, large, 100);
            long memory = estimate(world).demand().memoryKiB();
            if (memory != before) {
                assertThat(world.time.nanoTime() - changedAt).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
                assertThat(Math.abs(memory - before)).isGreaterThan(before / 10);
                changedAt = world.time.nanoTime();
                before = memory;
                changes++;
            }
        }
        assertThat(changes).isGreaterThan(5);
    }

    @Test
    void callsThatFailTeachNothing() {
        World world = world("");
        TestModel large = world.model("large", q -> {
            throw new Fault(FailureClass.CALLER, "no");
        });
        for (int i = 0; i < 1_000; i++) {
            assertThat(catchThrowable(() -> large.ask("q"))).isInstanceOf(Fault.class);
        }
        assertThat(thread.readings).isPositive();
        assertThat(world.node("large#0").costs().recorded()).isZero();
    }

    @Test
    void whatIsMadeGoodIsChargedToTheNodeThatAnswers() throws Throwable {
        World world = world("");
        TestModel large = world.model("large", q -> {
            thread.allocated += 50 * MB;
            throw new Fault(FailureClass.TRANSIENT, "down");
        });
        takes(world, world.model("small", null), 2, 0.4);
        for (int i = 0; i < 3_000; i++) {
            large.ask("q");
        }
        assertThat(world.node("large#0").costs().recorded()).isZero();
        assertThat(world.node("small#0").cost(world.time.nanoTime()).memoryUsageMB())
                .isCloseTo(2, TENTH);
    }

    @Test
    void callsThatAreOnlyObservedAreMeasuredToo() throws Throwable {
        World world = new World(1, Configs.of(String.format(ONE, ""), "observe: true"));
        world.threadUse = thread;
        TestModel large = takes(world, world.model("large", null), 3, 0.4);
        callUntilSampled(world, large, 10);
        Node node = world.node("large#0");
        assertThat(node.cost(world.time.nanoTime()).memoryUsageMB()).isCloseTo(3, TENTH);
    }

    @Test
    void callsThatAreOnlyObservedTeachNothingWhereTheyFail() {
        World world = new World(1, Configs.of(String.format(ONE, ""), "observe: true"));
        world.threadUse = thread;
        TestModel large = world.model("large", q -> {
            throw new Fault(FailureClass.TRANSIENT, "down");
        });
        for (int i = 0; i < 1_000; i++) {
            assertThat(catchThrowable(() -> large.ask("q"))).isInstanceOf(Fault.class);
        }
        assertThat(thread.readings).isPositive();
        assertThat(world.node("large#0").costs().recorded()).isZero();
    }

    @Test
    void nothingIsReadOfALibraryThatWorksElsewhere() throws Throwable {
        World world = world("");
        world.site.worksElsewhere();
        TestModel large = takes(world, world.model("large", null), 3, 0.4);
        callFor(world, large, 20_000);
        assertThat(thread.readings).isZero();
        assertThat(world.node("large#0").cost(world.time.nanoTime()).memoryUsageMB())
                .isNaN();
        assertThat(estimate(world).demand().memoryKiB()).isEqualTo(Estimates.UNKNOWN_MEMORY_KIB);
        assertThat(estimate(world).basis().memory()).isEqualTo(EstimateSource.ASSUMED);
    }

    @Test
    void nothingIsReadOfCallsWhoseAnswerComesLater() throws Throwable {
        World world = world("");
        TestStream large = new TestStream("large", world.engine.gate(), new TestStream.Site());
        for (int i = 0; i < 1_000; i++) {
            large.ask("q", new TestStream.Listener());
            large.last().done("one");
        }
        assertThat(world.node("large#0").meter().count(Node.OK)).isEqualTo(1_000);
        assertThat(thread.readings).isZero();
    }

    @Test
    void aThreadThatDoesNotTellIsUnknown() throws Throwable {
        World world = world("");
        world.threadUse = ThreadUse.NONE;
        TestModel large = takes(world, world.model("large", null), 3, 0.4);
        callFor(world, large, 20_000);
        assertThat(world.node("large#0").costs().recorded()).isZero();
        assertThat(estimate(world).demand().milliCores()).isEqualTo(Estimates.UNKNOWN_MILLI_CORES);
    }

    @Test
    void aCallAllocatesNothingSampledOrNot() throws Throwable {
        World world = world("");
        ThreadUse real = ThreadUse.ofThisJvm();
        world.threadUse = real;
        TestModel large = world.model("large", q -> q);
        for (int i = 0; i < 20_000; i++) {
            world.time.advance(100, TimeUnit.MICROSECONDS); // samples are a millisecond apart at least
            large.ask("q");
        }
        long samples = world.node("large#0").costs().recorded();
        long before = real.allocatedBytes();
        for (int i = 0; i < 20_000; i++) {
            world.time.advance(100, TimeUnit.MICROSECONDS); // samples are a millisecond apart at least
            large.ask("q");
        }
        long allocated = real.allocatedBytes() - before;
        assertThat(world.node("large#0").costs().recorded() - samples).isGreaterThan(200);
        assertThat(allocated).isLessThan(20_000);
    }
}
