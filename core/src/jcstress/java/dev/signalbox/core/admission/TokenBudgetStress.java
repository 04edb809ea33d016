package dev.signalbox.core.admission;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJ_Result;

/**
 * A budget of ten tokens of which four are reserved, on real processors: one call wants seven, another settles the four for one
 * and then has the limit set to eight. At the end what is left is the limit less what is spent.
 */
@JCStressTest
@State
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "settled before it was reserved")
@Outcome(id = "0, 7", expect = Expect.ACCEPTABLE, desc = "reserved too early")
@Outcome(expect = Expect.FORBIDDEN, desc = "more than the budget holds, or something was lost")
public class TokenBudgetStress {
    private final TokenBudget budget = new TokenBudget();

    /** Ten tokens, four of them reserved. */
    public TokenBudgetStress() {
        budget.setLimit(Bandwidth.DAY, 10, 0);
        budget.tryReserve(0, 4, 1000, 0);
    }

    /** A call that wants seven. */
    @Actor
    public void reserve(IJ_Result r) {
        r.r1 = budget.tryReserve(1, 7, 1000, 0) ? 1 : 0;
    }

    /** A call that took one of the four that it had reserved, and an operator. */
    @Actor
    public void settle() {
        budget.settle(0, 4, 1, 0);
        budget.setLimit(Bandwidth.DAY, 8, 0);
    }

    /** What is left. */
    @Arbiter
    public void left(IJ_Result r) {
        r.r2 = budget.available(Bandwidth.DAY, 0);
    }
}
