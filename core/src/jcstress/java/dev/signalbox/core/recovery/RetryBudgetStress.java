package dev.signalbox.core.recovery;

import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A budget of one retry whose window is spent and over, on real processors: one of two is allowed, whoever comes first. */
@JCStressTest
@State
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE)
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN, desc = "more than the budget, or less")
public class RetryBudgetStress {
    private static final long NEXT_WINDOW = TimeUnit.SECONDS.toNanos(10);

    private final RetryBudget budget = spent();

    private static RetryBudget spent() {
        RetryBudget budget = new RetryBudget(0, 1, 0);
        return budget.tryRetry(0, 0) ? budget : new RetryBudget(0, 0, 0);
    }

    private int taken() {
        return budget.tryRetry(NEXT_WINDOW, 0) ? 1 : 0;
    }

    /** A call that failed. */
    @Actor
    public void one(II_Result r) {
        r.r1 = taken();
    }

    /** A call that failed. */
    @Actor
    public void two(II_Result r) {
        r.r2 = taken();
    }
}
