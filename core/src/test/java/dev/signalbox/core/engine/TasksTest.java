package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.admission.ResourceMap;
import dev.signalbox.core.admission.TaskAllocation;
import dev.signalbox.core.config.AllocationPriority;
import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.hardware.HardwareSnapshot;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.TestStream;
import dev.signalbox.core.testing.TestStream.Listener;
import dev.signalbox.core.testing.World;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The attempts in flight, as tasks of their nodes. */
class TasksTest {
    private final World world = new World(1, World.config(RetryConfig.NONE, "large", "small"));

    private List<TaskAllocation> tasks(String node) {
        return world.engine
                .distribution("", HardwareSnapshot.NONE)
                .nodeAllocations()
                .get(node);
    }

    @Test
    void aCallsAttemptMovesToTheNodeThatMakesItGood() throws Throwable {
        AtomicReference<List<TaskAllocation>> first = new AtomicReference<>();
        AtomicReference<List<TaskAllocation>> leftBehind = new AtomicReference<>();
        AtomicReference<List<TaskAllocation>> second = new AtomicReference<>();
        TestModel large = world.model("large", q -> {
            first.set(tasks("large#0"));
            world.time.advance(2, TimeUnit.SECONDS);
            throw new Fault(FailureClass.TRANSIENT, "down");
        });
        TestModel small = world.model("small", q -> {
            leftBehind.set(tasks("large#0"));
            second.set(tasks("small#0"));
            return "answer";
        });
        long start = world.time.wallMillis();
        assertThat(large.ask("q")).isEqualTo("answer");
        assertThat(first.get()).singleElement().satisfies(task -> {
            assertThat(task.startTimeMillis()).isEqualTo(start);
            assertThat(task.priority()).isEqualTo(AllocationPriority.NORMAL);
            assertThat(task.resources()).isEqualTo(ResourceMap.UNKNOWN);
        });
        assertThat(leftBehind.get()).isEmpty();
        assertThat(second.get()).singleElement().satisfies(task -> {
            assertThat(task.startTimeMillis()).isEqualTo(start + 2_000);
            assertThat(task.taskId()).isNotEqualTo(first.get().get(0).taskId());
        });
        assertThat(tasks("large#0")).isEmpty();
        assertThat(tasks("small#0")).isEmpty();
        assertThat(small.asked()).isEqualTo(1);
    }

    @Test
    void aCallWhoseOutcomeComesLaterIsATaskUntilThen() {
        TestStream large = new TestStream("large", world.engine.gate(), new TestStream.Site());
        Listener one = new Listener();
        large.ask("a", one);
        long start = world.time.wallMillis();
        world.time.advance(1, TimeUnit.SECONDS);
        large.ask("b", new Listener());
        assertThat(tasks("large#0"))
                .extracting(TaskAllocation::startTimeMillis)
                .containsExactlyInAnyOrder(start, start + 1_000);
        assertThat(tasks("large#0")).extracting(TaskAllocation::taskId).doesNotHaveDuplicates();
        large.last().done("two");
        assertThat(tasks("large#0")).hasSize(1);
        large.requests.get(0).teller().done("one");
        assertThat(tasks("large#0")).isEmpty();
    }

    @Test
    void aModelsDistributionIsOfItsOwnNodesOnly() throws Throwable {
        TestModel large = world.model("large", null);
        TestModel small = world.model("small", null);
        large.ask("q");
        assertThat(world.engine.distribution("small", HardwareSnapshot.NONE).health())
                .containsOnlyKeys("small#0");
        assertThat(world.engine.distribution("", HardwareSnapshot.NONE).health())
                .containsOnlyKeys("large#0", "small#0");
        assertThat(small.asked()).isZero();
    }
}
