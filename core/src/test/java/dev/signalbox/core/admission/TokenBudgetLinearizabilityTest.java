package dev.signalbox.core.admission;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** A budget of four tokens a second that is reserved, settled, resized and read, under every schedule that Lincheck tries. */
@Param(name = "tokens", gen = IntGen.class, conf = "1:4")
@Param(name = "second", gen = IntGen.class, conf = "0:1")
public class TokenBudgetLinearizabilityTest {
    private static final long SECOND = 1_000_000_000;

    private final TokenBudget budget = new TokenBudget();

    /** Half of it is spent. */
    public TokenBudgetLinearizabilityTest() {
        budget.setLimit(Bandwidth.SECOND, 4, 0);
        budget.tryReserve(0, 2, 1000, 0);
    }

    /** Reserves tokens, or not. */
    @Operation
    public boolean tryReserve(@Param(name = "tokens") int tokens, @Param(name = "second") int second) {
        return budget.tryReserve(0, tokens, 1000, second * SECOND);
    }

    /** A call took less or more than it had reserved. */
    @Operation
    public void settle(@Param(name = "tokens") int actual, @Param(name = "second") int second) {
        budget.settle(0, 2, actual, second * SECOND);
    }

    /** Another limit. */
    @Operation
    public void setLimit(@Param(name = "tokens") int limit) {
        budget.setLimit(Bandwidth.SECOND, limit, 0);
    }

    /** What is there. */
    @Operation
    public long available(@Param(name = "second") int second) {
        return budget.available(Bandwidth.SECOND, second * SECOND);
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
                .check(TokenBudgetLinearizabilityTest.class);
    }
}
