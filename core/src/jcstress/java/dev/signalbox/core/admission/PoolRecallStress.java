package dev.signalbox.core.admission;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIJ_Result;

/** The last of a pool's four is lent to a stripe: its own call takes it, or another stripe's call has it recalled. */
@JCStressTest
@State
@Outcome(id = "1, 0, 4", expect = Expect.ACCEPTABLE)
@Outcome(id = "0, 1, 4", expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN, desc = "more than the limit, or what was free was refused")
public class PoolRecallStress {
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

    /** A call of the stripe that it is lent to. */
    @Actor
    public void own(IIJ_Result r) {
        r.r1 = taken(0);
    }

    /** A call of another stripe. */
    @Actor
    public void other(IIJ_Result r) {
        r.r2 = taken(1);
    }

    /** What is held afterwards. */
    @Arbiter
    public void held(IIJ_Result r) {
        r.r3 = pool.held();
    }
}
