package dev.signalbox.core.engine;

import static dev.signalbox.core.engine.Recovering.incidents;
import static dev.signalbox.core.engine.Recovering.load;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.Comparison;
import dev.signalbox.core.config.Condition;
import dev.signalbox.core.config.DegradeConfig;
import dev.signalbox.core.config.DegradeConfig.Then;
import dev.signalbox.core.config.Metric;
import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.hardware.ContainerReading;
import dev.signalbox.core.hardware.GpuReading;
import dev.signalbox.core.hardware.HardwareSnapshot;
import dev.signalbox.core.hardware.HostReading;
import dev.signalbox.core.hardware.ProcessReading;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.recovery.RecoveryStatus;
import dev.signalbox.core.recovery.RecoveryType;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A model is given nodes while a condition is in force, and they are drained, taken away and closed once it is over. */
class ScaleTest {
    private static final Condition BUSY = Recovering.condition(Metric.CALLS, Comparison.ABOVE, 20, 5);

    private final List<Closeable> made = new ArrayList<>();
    private final World world = world(3);
    private final TestModel large = world.model("large", null);

    /** A model whose end is seen. */
    private static final class Closeable extends TestModel implements AutoCloseable {
        private boolean closed;

        Closeable(String name, World world) {
            super(name, world.engine.gate(), world.site);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private World world(int to) {
        DegradeConfig rule = new DegradeConfig(BUSY, Then.SCALE, to, Duration.ofSeconds(60), 0.1);
        World fresh = new World(
                1, Recovering.config(Recovering.degrade(rule), World.model("large"), Recovering.made("spare", 4)));
        fresh.factoryBody = () -> {
            Closeable model = new Closeable("spare" + made.size(), fresh);
            made.add(model);
            return model;
        };
        return fresh;
    }

    private long spares() {
        return world.engine.nodes().stream()
                .filter(n -> n.model().equals("spare"))
                .count();
    }

    /** Has the calls answered by spare, so that it is its nodes that are busy. */
    private void busy(int seconds) {
        world.engine.tick();
        world.engine.operator().failOver("chat", "spare", 0, "test");
        load(world, large, seconds);
    }

    @Test
    void oneMoreEvery30SecondsUpToItsMost() {
        busy(5);
        assertThat(spares()).isEqualTo(1);
        busy(10);
        assertThat(spares()).isEqualTo(2);
        busy(15);
        assertThat(spares()).isEqualTo(2);
        busy(120);
        assertThat(spares()).isEqualTo(3);
        assertThat(world.engine.recoveries().desiredNodes()).containsEntry("spare", 3);
        assertThat(incidents(world, "spare")).singleElement().satisfies(i -> {
            assertThat(i.type()).isEqualTo(RecoveryType.RESOURCE);
            assertThat(i.status()).isEqualTo(RecoveryStatus.IN_PROGRESS);
            assertThat(i.action().parameters()).isEqualTo("to 3 nodes, made here; one less after 60 s");
        });
        assertThat(world.engine.recoveries().probabilities().get("spare/scale")).isBetween(0.7, 0.75);
    }

    @Test
    void oneLessEachIdleTime() {
        busy(120);
        world.pass(70, TimeUnit.SECONDS);
        assertThat(spares()).isEqualTo(3);
        world.pass(20, TimeUnit.SECONDS);
        assertThat(spares()).isEqualTo(2);
        world.pass(200, TimeUnit.SECONDS);
        assertThat(spares()).isEqualTo(1);
        assertThat(incidents(world, "spare"))
                .singleElement()
                .satisfies(i -> assertThat(i.status()).isEqualTo(RecoveryStatus.COMPLETED));
        assertThat(world.engine.recoveries().desiredNodes()).containsEntry("spare", 1);
        assertThat(world.letGo).hasSize(2).allMatch(m -> ((Closeable) m).closed);
        assertThat(made).filteredOn(m -> !m.closed).hasSize(1);
        assertThat(world.engine.failures().last()).isEmpty();
    }

    @Test
    void aNodeWithCallsInFlightIsNotTakenAwayNorGivenNewOnes() throws Throwable {
        busy(25);
        assertThat(spares()).isEqualTo(2);
        List<Node> busy = world.engine.nodes().stream()
                .filter(n -> n.model().equals("spare"))
                .toList();
        busy.forEach(n -> n.meter().begin(1));
        world.pass(90, TimeUnit.SECONDS);
        Node leaver = busy.stream().filter(Node::isLeaving).findFirst().orElseThrow();
        assertThat(leaver.isLeaving()).isTrue();
        long calls = leaver.meter().total();
        load(world, large, 3);
        assertThat(leaver.meter().total()).isEqualTo(calls);
        world.pass(300, TimeUnit.SECONDS);
        assertThat(spares()).as("drained before it goes").isEqualTo(2);
        assertThat(world.letGo).isEmpty();
        busy.forEach(n -> n.meter().record(1, Node.OK, 1));
        world.pass(9, TimeUnit.SECONDS);
        assertThat(spares()).isEqualTo(2);
        world.pass(2, TimeUnit.SECONDS);
        assertThat(spares()).isEqualTo(1);
        assertThat(world.letGo).hasSize(1);
    }

    @Test
    void aFactoryThatFailsIsToldAndAskedAgainLater() {
        busy(1);
        var works = world.factoryBody;
        world.factoryBody = () -> {
            throw new IllegalStateException("no licence");
        };
        busy(20);
        assertThat(spares()).isEqualTo(1);
        assertThat(incidents(world, "spare")).singleElement().satisfies(i -> {
            assertThat(i.status()).isEqualTo(RecoveryStatus.PENDING);
            assertThat(i.last().note()).contains("no licence");
        });
        assertThat(world.engine.recoveries().probabilities().get("spare/scale")).isLessThan(0.5);
        world.factoryBody = works;
        busy(40);
        assertThat(spares()).isGreaterThan(1);
    }

    @Test
    void aFactoryThatReturnsTheSameAgainAddsNothing() {
        busy(1);
        TestModel first = made.get(0);
        world.factoryBody = () -> first;
        busy(60);
        assertThat(spares()).isEqualTo(1);
        assertThat(incidents(world, "spare").get(0).history())
                .anyMatch(c -> c.note().contains("which is a node already"));
    }

    @Test
    void whereNoneCanBeMadeAnAutoscalerIsTold() {
        ModelConfig one = World.model("large");
        DegradeConfig rule = new DegradeConfig(BUSY, Then.SCALE, 3, Duration.ofSeconds(60), 0.1);
        world.engine.apply(Recovering.config(Recovering.degrade(rule), one));
        world.engine.tick();
        assertThat(world.engine.recoveries().desiredNodes()).containsEntry("large", 1);
        load(world, large, 10);
        assertThat(world.engine.recoveries().desiredNodes()).containsEntry("large", 2);
        load(world, large, 90);
        assertThat(world.engine.recoveries().desiredNodes()).containsEntry("large", 3);
        assertThat(world.engine.events().last())
                .anyMatch(e -> e.type().equals(Events.RECOVERY)
                        && e.source().equals("large")
                        && e.to().equals("pending")
                        && e.reason().contains("it should have 2 nodes, which cannot be made here"));
        world.pass(200, TimeUnit.SECONDS);
        assertThat(world.engine.recoveries().desiredNodes()).containsEntry("large", 1);
        assertThat(incidents(world, "large"))
                .singleElement()
                .satisfies(i -> assertThat(i.status()).isEqualTo(RecoveryStatus.COMPLETED));
    }

    @Test
    void theMachineCanBeTheReason() {
        Condition hot = Recovering.condition(Metric.CPU, Comparison.ABOVE, 0.9, 2);
        DegradeConfig rule = new DegradeConfig(hot, Then.SCALE, 2, Duration.ofSeconds(60), 0.1);
        world.engine.apply(Recovering.config(Recovering.degrade(rule), World.model("large")));
        world.pass(5, TimeUnit.SECONDS);
        assertThat(world.engine.recoveries().desiredNodes()).as("unknown").containsEntry("large", 1);
        world.hardware = new HardwareSnapshot(
                OptionalLong.of(world.time.nanoTime()),
                HostReading.UNKNOWN,
                new ProcessReading(4, 0.95, Double.NaN, Double.NaN, Double.NaN),
                ContainerReading.UNKNOWN,
                "a test");
        world.pass(5, TimeUnit.SECONDS);
        assertThat(world.engine.recoveries().desiredNodes()).containsEntry("large", 2);
        world.pass(10, TimeUnit.MINUTES);
        assertThat(world.engine.recoveries().desiredNodes())
                .as("nobody reads it any more")
                .containsEntry("large", 1);
    }

    @Test
    void theGpuThatIsFullestCanBeTheReason() {
        Condition full = Recovering.condition(Metric.GPU_MEMORY, Comparison.ABOVE, 0.9, 2);
        DegradeConfig rule = new DegradeConfig(full, Then.SCALE, 2, Duration.ofSeconds(60), 0.1);
        world.engine.apply(Recovering.config(Recovering.degrade(rule), World.model("large")));
        world.hardware = withGpus(gpu(0, 800), gpu(1, Double.NaN));
        world.pass(5, TimeUnit.SECONDS);
        assertThat(world.engine.recoveries().desiredNodes()).as("80 %").containsEntry("large", 1);
        world.hardware = withGpus(gpu(0, 100), gpu(1, 950));
        world.pass(5, TimeUnit.SECONDS);
        assertThat(world.engine.recoveries().desiredNodes()).as("95 %").containsEntry("large", 2);
    }

    private HardwareSnapshot withGpus(GpuReading... gpus) {
        return new HardwareSnapshot(
                OptionalLong.of(world.time.nanoTime()),
                HostReading.UNKNOWN,
                ProcessReading.UNKNOWN,
                ContainerReading.UNKNOWN,
                List.of(gpus),
                "a test");
    }

    private static GpuReading gpu(int index, double usedMB) {
        return new GpuReading(index, "x", "", 1000, usedMB, 0.5, 10, 0.1, 40, 50);
    }

    @Test
    void aModelThatChangesEndsTheIncident() {
        busy(10);
        assertThat(incidents(world, "spare")).hasSize(1);
        world.engine.apply(Recovering.config(
                dev.signalbox.core.config.RecoveryConfig.NONE, World.model("large"), Recovering.made("spare", 2)));
        world.pass(100, TimeUnit.MILLISECONDS);
        assertThat(incidents(world, "spare").get(0).status()).isEqualTo(RecoveryStatus.FAILED);
    }
}
