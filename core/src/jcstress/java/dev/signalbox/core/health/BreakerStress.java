package dev.signalbox.core.health;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** A breaker on real processors: what threads that meet in it must never see. */
final class BreakerStress {
    private static final long LATER = TimeUnit.SECONDS.toNanos(2);

    private BreakerStress() {}

    /** A breaker that two failures opened long ago, and that lets one probe through. */
    private static Breaker waiting() {
        Breaker breaker = new Breaker(
                new BreakerPolicy(2, 0.5, 20, Duration.ofSeconds(1), Duration.ofSeconds(4), 1, Duration.ofMinutes(1)),
                bound -> 0);
        breaker.failed(0, 0);
        breaker.failed(0, 0);
        return breaker;
    }

    /** A call and the control thread ask for the one probe. */
    @JCStressTest
    @State
    @Outcome(id = "2, -1", expect = Expect.ACCEPTABLE, desc = "the call")
    @Outcome(id = "-1, 2", expect = Expect.ACCEPTABLE, desc = "the control thread")
    @Outcome(expect = Expect.FORBIDDEN, desc = "two probes, or none")
    public static class OneProbe {
        private final Breaker breaker = waiting();

        /** A call. */
        @Actor
        public void one(II_Result r) {
            r.r1 = breaker.tryAcquire(LATER);
        }

        /** The control thread. */
        @Actor
        public void two(II_Result r) {
            r.r2 = breaker.tryAcquire(LATER);
        }
    }

    /** A probe closes the breaker while a call fails that is granted under the new state, if it comes so early. */
    @JCStressTest
    @State
    @Outcome(id = "true, false, 0", expect = Expect.ACCEPTABLE, desc = "the call came before the breaker closed")
    @Outcome(id = "true, false, 1", expect = Expect.ACCEPTABLE, desc = "the call's failure begins a row")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the row from before it opened was counted on, or a failure was lost")
    public static class FreshRow {
        private final Breaker breaker = waiting();
        private final int probe = breaker.tryAcquire(LATER);

        /** The probe. */
        @Actor
        public void probe(ZZI_Result r) {
            r.r1 = breaker.succeeded(probe);
        }

        /** A call. */
        @Actor
        public void call(ZZI_Result r) {
            int permit = breaker.tryAcquire(LATER);
            r.r2 = permit != Breaker.REFUSED && breaker.failed(permit, LATER);
        }

        /** What is left. */
        @Arbiter
        public void left(ZZI_Result r) {
            r.r3 = breaker.consecutiveFailures();
        }
    }
}
