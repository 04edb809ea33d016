package dev.signalbox.core.admission;

import static dev.signalbox.core.admission.Bandwidth.DAY;
import static dev.signalbox.core.admission.Bandwidth.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a provider's refusals do to a budget of 1,000 tokens a minute and 5,000 a day. */
class TokenFeedbackTest {
    private static final int ALL = 1000;
    private static final long S = TimeUnit.SECONDS.toNanos(1);

    private final TokenBudget budget = new TokenBudget();

    @BeforeEach
    void limit() {
        budget.setLimit(MINUTE, 1000, 0);
        budget.setLimit(DAY, 5000, 0);
    }

    @Test
    void aRefusalLowersTheRateAndItComesBackBitByBit() {
        budget.overloaded(-1, 0);
        assertThat(budget.effectiveLimit(MINUTE)).isEqualTo(700);
        assertThat(budget.limit(MINUTE)).isEqualTo(1000);
        assertThat(budget.effectiveLimit(DAY)).isEqualTo(5000);
        assertThat(budget.tryReserve(0, 701, ALL, 0)).isFalse();
        assertThat(budget.isEverPossible(701)).isTrue();
        assertThat(budget.waitNanos(800, ALL, 0)).isEqualTo(2 * S);

        tick(0, 2 * S);
        assertThat(budget.effectiveLimit(MINUTE)).isEqualTo(800);
        assertThat(budget.tryReserve(0, 800, ALL, 2 * S)).isTrue();
        tick(2 * S, 6 * S);
        assertThat(budget.effectiveLimit(MINUTE)).isEqualTo(1000);
    }

    @Test
    void callsRefusedTogetherCountOnceAndThoseThatFollowDoNot() {
        for (int i = 0; i < 30; i++) {
            budget.overloaded(-1, i);
        }
        assertThat(budget.effectiveLimit(MINUTE)).isEqualTo(700);
        for (int i = 1; i < 30; i++) {
            budget.overloaded(-1, i * S);
        }
        assertThat(budget.effectiveLimit(MINUTE)).isEqualTo(100);
    }

    @Test
    void nothingIsAdmittedUntilTheTimeThatTheProviderNamed() {
        budget.overloaded(10 * S, 0);
        budget.overloaded(S, 0);
        assertThat(budget.tryReserve(0, 1, ALL, 10 * S - 1)).isFalse();
        assertThat(budget.waitNanos(1, ALL, 3 * S)).isEqualTo(7 * S);
        tick(0, 10 * S - 1);
        assertThat(budget.effectiveLimit(MINUTE)).isEqualTo(700);
        assertThat(budget.tryReserve(0, 1, ALL, 10 * S)).isTrue();
        tick(10 * S, 16 * S);
        assertThat(budget.effectiveLimit(MINUTE)).isEqualTo(1000);
    }

    @Test
    void aTimeThatNoQuotaAsksForEnds() {
        budget.overloaded(Long.MAX_VALUE, 0);
        assertThat(budget.tryReserve(0, 1, ALL, 86_400 * S - 1)).isFalse();
        assertThat(budget.tryReserve(0, 1, ALL, 86_400 * S)).isTrue();
    }

    @Test
    void aSmallLimitIsNeverLoweredToNothing() {
        budget.setLimit(MINUTE, 1, 0);
        budget.overloaded(-1, 0);
        assertThat(budget.tryReserve(0, 1, ALL, 0)).isTrue();
    }

    /** What was lowered before a limit was changed holds for the new one. */
    @Test
    void aLimitThatIsChangedMeanwhileIsLoweredToo() {
        budget.overloaded(-1, 0);
        budget.setLimit(MINUTE, 2000, 0);
        assertThat(budget.effectiveLimit(MINUTE)).isEqualTo(1400);
    }

    private void tick(long from, long to) {
        for (long now = from; now < to; now += S / 10) {
            budget.recover(now);
        }
        budget.recover(to);
    }
}
