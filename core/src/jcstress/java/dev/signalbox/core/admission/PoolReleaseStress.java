package dev.signalbox.core.admission;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJ_Result;

/** A full pool: one call gives back to its open cell while another stripe's call has everything recalled. Nothing is lost. */
@JCStressTest
@State
@Outcome(id = "1, 4", expect = Expect.ACCEPTABLE)
@Outcome(id = "0, 3", expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN, desc = "something was lost, or given twice")
public class PoolReleaseStress {
    private final Pool pool = full();

    private static Pool full() {
        Pool pool = new Pool(4, 2);
        boolean all = pool.tryAcquire(0, 1, 1000) && pool.tryAcquire(2, 3, 1000);
        return all ? pool : new Pool(0);
    }

    /** A call that ends. */
    @Actor
    public void release() {
        pool.release(0, 1);
    }

    /** A call of another stripe. */
    @Actor
    public void acquire(IJ_Result r) {
        r.r1 = pool.tryAcquire(1, 1, 1000) ? 1 : 0;
    }

    /** What is held afterwards. */
    @Arbiter
    public void held(IJ_Result r) {
        r.r2 = pool.held();
    }
}
