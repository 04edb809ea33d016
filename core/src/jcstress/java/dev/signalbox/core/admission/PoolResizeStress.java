package dev.signalbox.core.admission;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIJ_Result;

/**
 * A pool of four of which three are held and one is lent. One call ends and another comes, while an operator has the pool shrink to
 * three and a third call comes: one of the two fits.
 */
@JCStressTest
@State
@Outcome(id = "1, 0, 3", expect = Expect.ACCEPTABLE)
@Outcome(id = "0, 1, 3", expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN, desc = "more than the limit, or what was free was refused")
public class PoolResizeStress {
    private final Pool pool = lent();

    private static Pool lent() {
        Pool pool = new Pool(4, 2);
        boolean all = pool.tryAcquire(0, 1, 1000);
        pool.release(0, 1);
        all &= pool.tryAcquire(2, 3, 1000);
        return all ? pool : new Pool(0);
    }

    private int taken(int stripe) {
        return pool.tryAcquire(stripe, 1, 1000) ? 1 : 0;
    }

    /** A call ends, and one comes of the stripe that something is lent to. */
    @Actor
    public void calls(IIJ_Result r) {
        pool.release(2, 1);
        r.r1 = taken(0);
    }

    /** What an operator does, and a call of another stripe. */
    @Actor
    public void resize(IIJ_Result r) {
        pool.setLimit(3);
        r.r2 = taken(1);
    }

    /** What is held afterwards. */
    @Arbiter
    public void held(IIJ_Result r) {
        r.r3 = pool.held();
    }
}
