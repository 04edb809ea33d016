package dev.signalbox.core.recovery;

import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** A budget of two retries a window, at the end of windows and where it is spent, under every schedule that Lincheck tries. */
@Param(name = "window", gen = IntGen.class, conf = "0:2")
public class RetryBudgetLinearizabilityTest {
    private final RetryBudget budget = new RetryBudget(0, 2, 0);

    /** The first window is spent. */
    public RetryBudgetLinearizabilityTest() {
        budget.tryRetry(0, 0);
        budget.tryRetry(0, 0);
    }

    /** Takes a retry, or not. */
    @Operation
    public boolean tryRetry(@Param(name = "window") int window) {
        return budget.tryRetry(TimeUnit.SECONDS.toNanos(window * 10L), 0);
    }

    @Test
    void everyScheduleIsExplainedByAnOrder() {
        new ModelCheckingOptions()
                .iterations(Integer.getInteger("signalbox.lincheck.iterations", 10))
                .invocationsPerIteration(Integer.getInteger("signalbox.lincheck.invocations", 200))
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(0)
                .actorsAfter(1)
                .check(RetryBudgetLinearizabilityTest.class);
    }
}
