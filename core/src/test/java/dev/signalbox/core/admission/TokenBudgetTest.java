package dev.signalbox.core.admission;

import static dev.signalbox.core.admission.Bandwidth.DAY;
import static dev.signalbox.core.admission.Bandwidth.MINUTE;
import static dev.signalbox.core.admission.Bandwidth.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBudgetTest {
    private static final int ALL = 1000;
    private static final long S = TimeUnit.SECONDS.toNanos(1);

    /** Also a time before and at the end of what a long can hold. */
    @ParameterizedTest
    @ValueSource(longs = {0, Long.MIN_VALUE + 1, Long.MAX_VALUE - 5, -5})
    void neverAdmitsMoreThanItHoldsWhateverCallsTurnOutToCost(long start) {
        TokenBudget budget = limited(SECOND, 1000, start);

        // An estimate far below what a call takes: a bucket that is charged afterwards admits 1,200.
        long admitted = 0;
        while (budget.tryReserve(0, 100, ALL, start)) {
            budget.settle(0, 100, 200, start);
            admitted += 200;
        }

        assertThat(admitted).isEqualTo(1000);
        assertThat(budget.available(SECOND, start + S)).isEqualTo(1000);
    }

    @Test
    void aDebtBlocksUntilItIsRefilledAndMintsNothing() {
        TokenBudget budget = limited(SECOND, 1000, 0);
        assertThat(budget.tryReserve(0, 10, ALL, 0)).isTrue();
        budget.settle(0, 10, 5000, 0);

        assertThat(budget.available(SECOND, 0)).isEqualTo(-4000);
        assertThat(budget.tryReserve(0, 1, ALL, 0)).isFalse();
        assertThat(budget.tryReserve(0, 0, ALL, 0)).isFalse();
        assertThat(budget.waitNanos(1, ALL, 0)).isEqualTo(4 * S + S / 1000);
        assertThat(budget.tryReserve(0, 1, ALL, 4 * S)).isFalse();
        assertThat(budget.tryReserve(0, 1, ALL, 4 * S + S / 1000)).isTrue();
        assertThat(budget.available(SECOND, 1000 * S)).isEqualTo(1000);
    }

    @Test
    void whatComesBackNeverFillsABucketAboveItsLimit() {
        TokenBudget budget = limited(MINUTE, 600, 0);
        assertThat(budget.tryReserve(0, 500, ALL, 0)).isTrue();
        budget.settle(0, 500, 100, 0);
        assertThat(budget.available(MINUTE, 0)).isEqualTo(500);

        assertThat(budget.tryReserve(0, 500, ALL, 0)).isTrue();
        budget.settle(0, 500, 0, 60 * S);
        assertThat(budget.available(MINUTE, 60 * S)).isEqualTo(600);
        budget.settle(0, Long.MAX_VALUE, 0, 60 * S);
        assertThat(budget.available(MINUTE, 60 * S)).isEqualTo(600);
    }

    @Test
    void whatNobodyToldOfCountsAsUsed() {
        TokenBudget budget = limited(MINUTE, 600, 0);
        assertThat(budget.tryReserve(0, 500, ALL, 0)).isTrue();
        budget.settle(0, 500, -1, 0);
        assertThat(budget.available(MINUTE, 0)).isEqualTo(100);
    }

    @Test
    void takesFromAllBandwidthsOrFromNone() {
        TokenBudget budget = limited(SECOND, 1000, 0);
        budget.setLimit(DAY, 1500, 0);

        assertThat(budget.tryReserve(0, 1000, ALL, 0)).isTrue();
        assertThat(budget.tryReserve(0, 1000, ALL, S)).isFalse();
        assertThat(budget.available(SECOND, S)).isEqualTo(1000);
        assertThat(budget.tryReserve(0, 500, ALL, S)).isTrue();
        assertThat(budget.waitNanos(1, ALL, S)).isBetween(55 * S, 57 * S + S);
        assertThat(budget.capacity()).isEqualTo(1000);
        assertThat(budget.isEverPossible(1000)).isTrue();
        assertThat(budget.isEverPossible(1001)).isFalse();
        assertThat(budget.waitNanos(1001, ALL, S)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void withoutALimitNothingIsRefused() {
        TokenBudget budget = new TokenBudget();
        assertThat(budget.isLimited()).isFalse();
        assertThat(budget.tryReserve(0, Long.MAX_VALUE, ALL, 0)).isTrue();
        assertThat(budget.waitNanos(Long.MAX_VALUE, ALL, 0)).isZero();
        assertThat(budget.available(DAY, 0)).isEqualTo(TokenBudget.UNLIMITED);
        budget.settle(0, 0, Long.MAX_VALUE, 0);

        budget.setLimit(DAY, 10, 0);
        assertThat(budget.isLimited()).isTrue();
        assertThat(budget.available(DAY, 0)).isEqualTo(10);
        budget.setLimit(DAY, TokenBudget.UNLIMITED, 0);
        assertThat(budget.isLimited()).isFalse();
    }

    @Test
    void aLimitOfNothingAdmitsNothing() {
        TokenBudget budget = limited(SECOND, 0, 0);
        assertThat(budget.tryReserve(0, 1, ALL, 1000 * S)).isFalse();
        assertThat(budget.isEverPossible(1)).isFalse();
        assertThatThrownBy(() -> budget.setLimit(SECOND, -1, 0)).hasMessageContaining("below 0");
    }

    @Test
    void aChangedLimitKeepsWhatWasSpent() {
        TokenBudget budget = limited(MINUTE, 1000, 0);
        assertThat(budget.tryReserve(0, 300, ALL, 0)).isTrue();
        budget.setLimit(MINUTE, 500, 0);
        assertThat(budget.available(MINUTE, 0)).isEqualTo(200);
        budget.setLimit(MINUTE, 200, 0);
        assertThat(budget.available(MINUTE, 0)).isEqualTo(-100);
        assertThat(budget.tryReserve(0, 1, ALL, 0)).isFalse();
        budget.settle(0, 300, 50, 0);
        assertThat(budget.available(MINUTE, 0)).isEqualTo(150);
        budget.setLimit(MINUTE, 1000, 0);
        assertThat(budget.available(MINUTE, 0)).isEqualTo(950);
    }

    /** A limit that gives a token a minute, changed ten times a second as after a provider's refusals. */
    @Test
    void noFractionOfATokenIsLostWhenLimitsChangeOften() {
        TokenBudget budget = limited(MINUTE, 1, 0);
        assertThat(budget.tryReserve(0, 1, ALL, 0)).isTrue();
        for (long now = 0; now <= 60 * S; now += S / 10) {
            budget.setLimit(MINUTE, now / S % 2 == 0 ? 2 : 1, now);
        }
        budget.setLimit(MINUTE, 1, 60 * S);
        assertThat(budget.available(MINUTE, 60 * S)).isEqualTo(1);
    }

    @Test
    void inASimulatedDayExactlyTheDaysTokensAreGiven() {
        for (long limit : new long[] {1, 7, 86_399, 86_401, 999_983, TokenBudget.MOST - 1, TokenBudget.MOST}) {
            TokenBudget budget = limited(DAY, limit, 0);
            assertThat(budget.tryReserve(0, limit, ALL, 0)).isTrue();
            long taken = 0;
            for (long now = 0; now <= 86_400 * S; now += S) {
                long available = budget.available(DAY, now);
                assertThat(budget.tryReserve(0, available, ALL, now)).isTrue();
                taken += available;
            }
            assertThat(taken).isEqualTo(limit);
        }
    }

    @Test
    void monthsAndJumpsOverflowNothing() {
        TokenBudget budget = limited(SECOND, TokenBudget.MOST, 0);
        budget.setLimit(DAY, TokenBudget.MOST, 0);
        for (long days : new long[] {1, 200, 200, 20_000}) {
            long now = days * 86_400 * S;
            budget.recover(now);
            assertThat(budget.available(SECOND, now)).isEqualTo(TokenBudget.MOST);
            assertThat(budget.tryReserve(0, TokenBudget.MOST, ALL, now)).isTrue();
            assertThat(budget.tryReserve(0, 1, ALL, now)).isFalse();
            budget.settle(0, TokenBudget.MOST, 0, now);
        }
    }

    @Test
    void belowHalfLessImportantCallsLeaveWhatIsKeptAndAboveItTheyBorrow() {
        TokenBudget budget = limited(MINUTE, 1000, 0);
        assertThat(budget.tryReserve(0, 500, 800, 0)).isTrue();
        assertThat(budget.tryReserve(0, 301, 800, 0)).isFalse();
        assertThat(budget.waitNanos(301, 800, 0)).isEqualTo(60 * S / 1000);
        assertThat(budget.tryReserve(0, 300, 800, 0)).isTrue();
        assertThat(budget.tryReserve(0, 1, 800, 0)).isFalse();
        assertThat(budget.tryReserve(0, 200, ALL, 0)).isTrue();

        assertThat(budget.tryReserve(0, 501, 800, 31 * S)).isTrue();
    }

    private static TokenBudget limited(Bandwidth bandwidth, long limit, long now) {
        TokenBudget budget = new TokenBudget();
        budget.setLimit(bandwidth, limit, now);
        return budget;
    }
}
