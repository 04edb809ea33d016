package dev.signalbox.core.admission;

import java.util.Arrays;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Test;

/** A pool of four that lends up to three, under every schedule that Lincheck tries: each thread has a stripe, and all share one. */
@Param(name = "thread", gen = ThreadIdGen.class)
@Param(name = "amount", gen = IntGen.class, conf = "1:2")
@Param(name = "limit", gen = IntGen.class, conf = "2:5")
public class PoolLinearizabilityTest {
    private static final int SHARED = 63;

    private final Pool pool = new Pool(4, 2);
    /** What each thread may give back; only the thread itself looks at its own. */
    private final int[] own = new int[8];

    private final int[] shared = new int[8];

    /** One is lent to the first stripe and one to that which is shared. */
    public PoolLinearizabilityTest() {
        if (pool.tryAcquire(0, 1, 1000) && pool.tryAcquire(SHARED, 1, 1000)) {
            pool.release(0, 1);
            pool.release(SHARED, 1);
        }
    }

    /** Takes on the thread's stripe. */
    @Operation
    public boolean acquire(@Param(name = "thread") int thread, @Param(name = "amount") int amount) {
        boolean granted = pool.tryAcquire(thread, amount, 1000);
        own[thread] += granted ? amount : 0;
        return granted;
    }

    /** Takes on the stripe of all. */
    @Operation
    public boolean acquireShared(@Param(name = "thread") int thread, @Param(name = "amount") int amount) {
        boolean granted = pool.tryAcquire(SHARED, amount, 1000);
        shared[thread] += granted ? amount : 0;
        return granted;
    }

    /** Takes on the thread's stripe for a call of less importance. */
    @Operation
    public boolean acquireUnderCeiling(@Param(name = "thread") int thread) {
        boolean granted = pool.tryAcquire(thread, 1, 500);
        own[thread] += granted ? 1 : 0;
        return granted;
    }

    /** Gives back on the thread's stripe, where it has something. */
    @Operation
    public void release(@Param(name = "thread") int thread, @Param(name = "amount") int amount) {
        if (own[thread] >= amount) {
            own[thread] -= amount;
            pool.release(thread, amount);
        }
    }

    /** Gives back on the stripe of all, where it has something. */
    @Operation
    public void releaseShared(@Param(name = "thread") int thread, @Param(name = "amount") int amount) {
        if (shared[thread] >= amount) {
            shared[thread] -= amount;
            pool.release(SHARED, amount);
        }
    }

    /** What an operator does. */
    @Operation
    public void setLimit(@Param(name = "limit") int limit) {
        pool.setLimit(limit);
    }

    @Test
    void everyScheduleIsExplainedByAnOrder() throws Exception {
        new ModelCheckingOptions()
                .iterations(Integer.getInteger("signalbox.lincheck.iterations", 6))
                .invocationsPerIteration(Integer.getInteger("signalbox.lincheck.invocations", 200))
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(2)
                .actorsAfter(2)
                // A limit that shrinks while a cell is about to be opened.
                .addCustomScenario(scenario(
                        List.of(actor("acquire", 0, 1), actor("acquireShared", 1, 1)),
                        List.of(actor("acquire", 5, 1)),
                        List.of(actor("setLimit", 2)),
                        List.of(actor("release", 5, 1), actor("acquire", 5, 1))))
                // Something is put into a cell that was opened just now, and wanted elsewhere.
                .addCustomScenario(scenario(
                        List.of(
                                actor("setLimit", 4),
                                actor("acquireShared", 1, 1),
                                actor("acquire", 0, 2),
                                actor("setLimit", 5)),
                        List.of(actor("acquireShared", 0, 1)),
                        List.of(actor("releaseShared", 1, 1), actor("acquire", 1, 2)),
                        List.of()))
                // Something is put into a cell while it is recalled.
                .addCustomScenario(scenario(
                        List.of(actor("acquire", 0, 1)),
                        List.of(actor("release", 0, 1)),
                        List.of(actor("acquire", 1, 4)),
                        List.of(actor("acquire", 0, 4))))
                // Judged by an older limit, while what is held is the same again.
                .addCustomScenario(scenario(
                        List.of(actor("setLimit", 4), actor("acquire", 1, 3), actor("setLimit", 4)),
                        List.of(actor("acquire", 5, 1)),
                        List.of(actor("setLimit", 3), actor("release", 1, 1), actor("acquire", 1, 1)),
                        List.of()))
                .check(PoolLinearizabilityTest.class);
    }

    private static ExecutionScenario scenario(
            List<Actor> before, List<Actor> first, List<Actor> second, List<Actor> after) {
        return new ExecutionScenario(before, List.of(first, second), after, null);
    }

    private static Actor actor(String operation, Integer... arguments) throws NoSuchMethodException {
        Class<?>[] types = new Class<?>[arguments.length];
        Arrays.fill(types, int.class);
        return new Actor(PoolLinearizabilityTest.class.getMethod(operation, types), List.of(arguments));
    }
}
