package dev.signalbox.core.health;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** A breaker that two failures open and two probes close, under every schedule that Lincheck tries. */
@Param(name = "permit", gen = IntGen.class, conf = "2:3")
@Param(name = "second", gen = IntGen.class, conf = "2:3")
public class BreakerLinearizabilityTest {
    private static final BreakerPolicy POLICY =
            new BreakerPolicy(2, 0.5, 20, Duration.ofSeconds(1), Duration.ofSeconds(4), 2, Duration.ofSeconds(1));

    private final Breaker breaker = new Breaker(POLICY, bound -> 0);

    /** It opened, half of the probes that close it succeeded, and one is under way: all its states are near. */
    public BreakerLinearizabilityTest() {
        breaker.failed(breaker.tryAcquire(0), 0);
        breaker.failed(breaker.tryAcquire(0), 0);
        long now = TimeUnit.SECONDS.toNanos(2);
        breaker.succeeded(breaker.tryAcquire(now));
        breaker.tryAcquire(now);
    }

    /** Asks for a permit. */
    @Operation
    public int tryAcquire(@Param(name = "second") int second) {
        return breaker.tryAcquire(TimeUnit.SECONDS.toNanos(second));
    }

    /** Whoever holds the permit, or held it. */
    @Operation
    public boolean succeeded(@Param(name = "permit") int permit) {
        return breaker.succeeded(permit);
    }

    /** Whoever holds the permit, or held it. */
    @Operation
    public boolean failed(@Param(name = "permit") int permit, @Param(name = "second") int second) {
        return breaker.failed(permit, TimeUnit.SECONDS.toNanos(second));
    }

    /** Whoever holds the permit, or held it. */
    @Operation
    public void ignored(@Param(name = "permit") int permit) {
        breaker.ignored(permit);
    }

    /** What the control thread does. */
    @Operation
    public boolean openOnRate(@Param(name = "second") int second) {
        return breaker.openOnRate(0.5, 20, TimeUnit.SECONDS.toNanos(second));
    }

    /** What conditions and JMX read. */
    @Operation
    public int consecutiveFailures() {
        return breaker.consecutiveFailures();
    }

    @Test
    void everyScheduleIsExplainedByAnOrder() {
        new ModelCheckingOptions()
                .iterations(Integer.getInteger("signalbox.lincheck.iterations", 12))
                .invocationsPerIteration(Integer.getInteger("signalbox.lincheck.invocations", 100))
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(0)
                .actorsAfter(1)
                .check(BreakerLinearizabilityTest.class);
    }
}
