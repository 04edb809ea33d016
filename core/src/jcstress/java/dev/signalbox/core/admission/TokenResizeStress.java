package dev.signalbox.core.admission;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A full budget of ten tokens that is made one of eight, on real processors: whoever reserves after that is held to the eight. */
@JCStressTest
@State
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "nine were reserved while there were ten")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "there were eight by then")
@Outcome(expect = Expect.FORBIDDEN, desc = "granted on the old terms, or lost")
public class TokenResizeStress {
    private final TokenBudget budget = new TokenBudget();

    /** Ten tokens. */
    public TokenResizeStress() {
        budget.setLimit(Bandwidth.DAY, 10, 0);
    }

    /** A call that wants nine. */
    @Actor
    public void reserve(II_Result r) {
        r.r1 = budget.tryReserve(1, 9, 1000, 0) ? 1 : 0;
    }

    /** An operator, and a call that wants eight, which gives them back at once and takes them again. */
    @Actor
    public void resize(II_Result r) {
        budget.setLimit(Bandwidth.DAY, 8, 0);
        boolean reserved = budget.tryReserve(0, 8, 1000, 0);
        budget.settle(0, 8, reserved ? 0 : 8, 0);
        r.r2 = budget.tryReserve(0, 8, 1000, 0) ? 1 : 0;
    }
}
