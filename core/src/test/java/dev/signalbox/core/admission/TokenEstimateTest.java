package dev.signalbox.core.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

class TokenEstimateTest {
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(100);

    @Test
    void whatIsUnknownIsNeverNothing() {
        assertThat(new TokenEstimate(0).reservation()).isEqualTo(TokenEstimate.PESSIMISTIC);
        assertThat(new TokenEstimate(700).reservation()).isEqualTo(700);
        assertThat(new TokenEstimate(Long.MAX_VALUE).reservation()).isEqualTo(TokenBudget.MOST);
    }

    @Test
    void aLibraryThatTellsNoTokensTeachesNothing() {
        TokenEstimate estimate = new TokenEstimate(700);
        estimate.learn(1000, 0, TICK);
        assertThat(estimate.reservation()).isEqualTo(700);
    }

    @Test
    void callsThatTellNoTokensDoNotMakeOthersLookSmaller() {
        TokenEstimate estimate = new TokenEstimate(700);
        estimate.learn(1000, 0, TICK);
        estimate.learn(1001, 700, 2 * TICK);
        assertThat(estimate.reservation()).isEqualTo(700);
    }

    @Test
    void learnsOnWhereANodeIsGoneWithWhatItHadCounted() {
        TokenEstimate estimate = new TokenEstimate(700);
        estimate.learn(1000, 100_000, TICK);
        estimate.learn(10, 1000, 2 * TICK);
        for (int tick = 3; tick < 100; tick++) {
            estimate.learn(10L * tick, 10_000L * tick, tick * TICK);
        }
        assertThat(estimate.reservation()).isGreaterThan(300);
    }

    @Test
    void coversMostCallsWhateverTheirSizesLookLike() {
        assertThat(covered(r -> 500)).isEqualTo(1);
        assertThat(covered(r -> 1 + r.nextInt(2000))).isBetween(0.78, 0.93);
        assertThat(covered(r -> Math.max(1, (long) (1000 + 200 * r.nextGaussian()))))
                .isBetween(0.78, 0.93);
        assertThat(covered(r -> (long) (1 - 800 * Math.log(1 - r.nextDouble()))))
                .isBetween(0.78, 0.93);
        assertThat(covered(r -> (long) Math.exp(6 + r.nextGaussian()))).isBetween(0.78, 0.95);
        assertThat(covered(r -> r.nextInt(4) == 0 ? 4000 : 200)).isBetween(0.7, 1.0);
    }

    @Test
    void manyCallsBetweenTwoLooksTellTheSpreadOfSingleOnes() {
        Random random = new Random(5);
        TokenEstimate estimate = new TokenEstimate(0);
        long calls = 0;
        long tokens = 0;
        for (int tick = 1; tick < 2000; tick++) {
            for (int i = random.nextInt(100); i >= 0; i--) {
                calls++;
                tokens += 1 + random.nextInt(2000);
            }
            estimate.learn(calls, tokens, tick * TICK);
        }
        // The mean is 1,000 and the spread 577.
        assertThat(estimate.reservation()).isBetween(1600L, 1730L);
    }

    @Test
    void followsWhereTheSizesGo() {
        TokenEstimate estimate = new TokenEstimate(0);
        long tokens = 0;
        for (int call = 1; call <= 1000; call++) {
            tokens += 100;
            estimate.learn(call, tokens, call * TICK);
        }
        assertThat(estimate.reservation()).isBetween(100L, 105L);
        long hour = TimeUnit.HOURS.toNanos(1);
        for (int call = 1001; call <= 1300; call++) {
            tokens += 1000;
            estimate.learn(call, tokens, hour + call * TICK);
        }
        assertThat(estimate.reservation()).isBetween(900L, 1400L);
    }

    @Test
    void oneCallDoesNotOutweighWhatWasExpected() {
        TokenEstimate estimate = new TokenEstimate(2000);
        estimate.learn(1, 10, TICK);
        assertThat(estimate.reservation()).isEqualTo(1005);
    }

    private static double covered(ToLongFunction<Random> sizes) {
        Random random = new Random(3);
        TokenEstimate estimate = new TokenEstimate(0);
        long tokens = 0;
        int covered = 0;
        int counted = 0;
        for (int call = 1; call <= 5000; call++) {
            long size = sizes.applyAsLong(random);
            if (call > 1000) {
                counted++;
                covered += size <= estimate.reservation() ? 1 : 0;
            }
            tokens += size;
            estimate.learn(call, tokens, call * TICK);
        }
        return (double) covered / counted;
    }
}
