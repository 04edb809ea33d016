package dev.signalbox.core.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.AllocationPriority;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LevelTest {
    private static final int ALL = 1000;
    private static final Demand LARGE = new Demand(1024, 500, 0, 0);

    private final Level level = new Level("model", "large");

    private int acquire(Demand demand, long tokens) {
        return level.tryAcquire(0, demand, tokens, ALL, 0);
    }

    @Test
    void withoutLimitsNothingIsCounted() {
        assertThat(level.isLimited()).isFalse();
        assertThat(acquire(LARGE, 7)).isZero();
        assertThat(level.held(Resource.CONCURRENCY)).isZero();
        level.release(0, 0, LARGE, 7, 7, 0);
        assertThat(level.held(Resource.MEMORY)).isZero();
    }

    @Test
    void whatIsShortLeavesNothingHeld() {
        level.setLimit(Resource.CONCURRENCY, 10);
        level.setLimit(Resource.MEMORY, 3000);
        level.setLimit(Resource.CPU, 700);
        int held = acquire(LARGE, 0);
        assertThat(held).isPositive();
        assertThat(acquire(LARGE, 0)).isEqualTo(~Resource.CPU.ordinal());
        assertThat(level.held(Resource.CONCURRENCY)).isEqualTo(1);
        assertThat(level.held(Resource.MEMORY)).isEqualTo(1024);
        assertThat(level.held(Resource.CPU)).isEqualTo(500);
        assertThat(acquire(Demand.ONE_CALL, 0)).isEqualTo(Resource.CONCURRENCY.bit());
        level.release(0, held, LARGE, 0, 0, 0);
        assertThat(level.held(Resource.CONCURRENCY)).isEqualTo(1);
        assertThat(level.held(Resource.CPU)).isZero();
    }

    @Test
    void aCallGivesBackOnlyWhatWasLimitedWhenItCame() {
        level.setLimit(Resource.CONCURRENCY, 2);
        int first = acquire(LARGE, 0);
        level.setLimit(Resource.MEMORY, 2048);
        int second = acquire(LARGE, 0);
        level.setLimit(Resource.CONCURRENCY, Pool.UNLIMITED);
        level.release(0, first, LARGE, 0, 0, 0);
        assertThat(level.held(Resource.MEMORY)).isEqualTo(1024);
        assertThat(level.held(Resource.CONCURRENCY)).isEqualTo(1);
        level.release(0, second, LARGE, 0, 0, 0);
        assertThat(level.held(Resource.MEMORY)).isZero();
        assertThat(level.held(Resource.CONCURRENCY)).isZero();
        assertThat(level.limit(Resource.CONCURRENCY)).isEqualTo(Pool.UNLIMITED);
    }

    @Test
    void tokensAreTakenWithTheRestAndSettled() {
        level.setLimit(Resource.CONCURRENCY, 2);
        level.setTokenLimit(Bandwidth.MINUTE, 1000, 0);
        int held = acquire(Demand.ONE_CALL, 700);
        assertThat(acquire(Demand.ONE_CALL, 400)).isEqualTo(~Resource.TOKENS.ordinal());
        assertThat(level.held(Resource.CONCURRENCY)).isEqualTo(1);
        level.release(0, held, Demand.ONE_CALL, 700, 600, 0);
        assertThat(level.tokens().available(Bandwidth.MINUTE, 0)).isEqualTo(400);
        assertThat(acquire(Demand.ONE_CALL, 400)).isPositive();
        level.setTokenLimit(Bandwidth.MINUTE, TokenBudget.UNLIMITED, 0);
        assertThat(acquire(Demand.ONE_CALL, 400)).isEqualTo(Resource.CONCURRENCY.bit());
    }

    @Test
    void saysWhatIsShort() {
        level.setLimit(Resource.CONCURRENCY, 5);
        for (int i = 0; i < 4; i++) {
            acquire(Demand.ONE_CALL, 0);
        }
        Shortage calls = level.shortage(Resource.CONCURRENCY, Demand.ONE_CALL, 0, AllocationPriority.LOW, 800, 0);
        assertThat(calls.text()).isEqualTo("model large: 4 of 5 calls are held and low calls may take 4");

        level.setTokenLimit(Bandwidth.SECOND, 100, 0);
        level.setTokenLimit(Bandwidth.DAY, 100_000, 0);
        acquire(Demand.ONE_CALL, 80);
        Shortage tokens = level.shortage(Resource.TOKENS, Demand.ONE_CALL, 50, AllocationPriority.NORMAL, ALL, 0);
        assertThat(tokens.text())
                .isEqualTo("model large: 80 of 100 tokens are spent, 50 are wanted, there will be enough in 300 ms");
        assertThat(tokens.waitNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(300));
        Shortage never = level.shortage(Resource.TOKENS, Demand.ONE_CALL, 101, AllocationPriority.NORMAL, ALL, 0);
        assertThat(never.text()).isEqualTo("model large: 101 tokens are wanted and there are never more than 100");
    }

    @Test
    void countsRefusalsByResourceAndPriority() {
        level.countRefusal(Resource.TOKENS, AllocationPriority.LOW.ordinal());
        level.countRefusal(Resource.TOKENS, AllocationPriority.LOW.ordinal());
        level.countRefusal(Resource.CONCURRENCY, 0);
        assertThat(level.refusals(Resource.TOKENS, AllocationPriority.LOW)).isEqualTo(2);
        assertThat(level.refusals(Resource.CONCURRENCY, AllocationPriority.CRITICAL))
                .isEqualTo(1);
        assertThat(level.refusals(Resource.CONCURRENCY, AllocationPriority.LOW)).isZero();
    }

    @Test
    void aNameMayBeAKindAlone() {
        assertThat(new Level("JVM", "").name()).isEqualTo("JVM");
        assertThat(level.name()).isEqualTo("model large");
    }
}
