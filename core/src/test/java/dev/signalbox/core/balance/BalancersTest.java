package dev.signalbox.core.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.signalbox.core.config.BalanceStrategy;
import dev.signalbox.core.health.Breaker;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for each way to choose, and what each does. */
class BalancersTest {
    private static void fail(Replicas replicas, int position) {
        Breaker breaker = replicas.nodes[position].breaker();
        for (int i = 0; i < 5; i++) {
            breaker.failed(breaker.tryAcquire(replicas.time.nanoTime()), replicas.time.nanoTime());
        }
    }

    @ParameterizedTest
    @EnumSource
    void alikeNodesAreGivenAlikeShares(BalanceStrategy strategy) {
        for (long seed = 0; seed < 3; seed++) {
            int[] counts = new Replicas(seed, 5, strategy).spread(5_000);
            assertThat(Replicas.chiSquare(counts)).as("seed " + seed).isLessThan(18.47); // 4 degrees, 0.1 %
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachNodeIsTriedOnceAndThenNoneIsLeft(BalanceStrategy strategy) {
        Replicas replicas = new Replicas(1, 5, strategy);
        long tried = 0;
        for (int i = 0; i < 5; i++) {
            long bit = 1L << replicas.choose(tried);
            assertThat(tried & bit).isZero();
            tried |= bit;
        }
        assertThat(replicas.choose(tried)).isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource
    void aNodeOfNoWeightIsChosenOnlyWhereThereIsNoOther(BalanceStrategy strategy) {
        Replicas replicas = new Replicas(1, 3, strategy);
        replicas.nodes[1].setWeight(0);
        assertThat(replicas.spread(300)[1]).isZero();
        assertThat(replicas.choose(0b101)).isOne();
    }

    @ParameterizedTest
    @EnumSource
    void aNodeWhoseBreakerRefusesIsPassedOverUntilItMayBeProbed(BalanceStrategy strategy) {
        Replicas replicas = new Replicas(1, 3, strategy);
        fail(replicas, 2);
        assertThat(replicas.spread(300)[2]).isZero();
        replicas.time.advance(6, TimeUnit.SECONDS);
        assertThat(replicas.spread(300)[2]).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void halfTheWeightIsHalfTheCalls(BalanceStrategy strategy) {
        Replicas replicas = new Replicas(1, 4, strategy);
        replicas.nodes[0].setWeight(0.5);
        int[] counts = new int[4];
        int[] inFlight = new int[4];
        for (int i = 0; i < 8_000; i++) {
            int at = replicas.choose();
            replicas.begin(at, 1);
            counts[at]++;
            inFlight[at]++;
            if (i >= 40) {
                // The one that has had the longest share of its node's time ends: nodes work on all their calls at
                // once.
                int ends = ending(inFlight, replicas.time.nextLong(1 << 20) / (double) (1 << 20));
                inFlight[ends]--;
                replicas.end(ends, inFlight[ends], 10L * (inFlight[ends] + 1));
            }
        }
        assertThat(counts[0] / (8_000 / 3.5)).isCloseTo(0.5, within(0.2));
    }

    /** Node 0 has half the capacity of the others. */
    private static int ending(int[] inFlight, double draw) {
        double all = 0;
        for (int i = 0; i < inFlight.length; i++) {
            all += inFlight[i] == 0 ? 0 : i == 0 ? 0.5 : 1;
        }
        double left = draw * all;
        for (int i = 0; i < inFlight.length; i++) {
            left -= inFlight[i] == 0 ? 0 : i == 0 ? 0.5 : 1;
            if (left < 0) {
                return i;
            }
        }
        throw new AssertionError("nothing in flight");
    }

    @ParameterizedTest
    @EnumSource
    void aNodeThatComesLateIsNotFlooded(BalanceStrategy strategy) {
        Replicas replicas = new Replicas(1, 3, strategy);
        for (int i = 0; i < 3; i++) {
            replicas.begin(i, 3);
            replicas.end(i, 2, 30);
        }
        replicas.nodes[2].startSlowly(replicas.time.nanoTime());
        replicas.learn(2, 0, 10);
        int[] cold = replicas.spread(1_200);
        assertThat(cold[2]).as("a tenth of its weight").isLessThan(300);
        replicas.time.advance(10, TimeUnit.SECONDS);
        assertThat(replicas.nodes[2].share(replicas.time.nanoTime())).isOne();
    }

    @Test
    void roundRobinTakesTurns() {
        Replicas replicas = new Replicas(1, 3, BalanceStrategy.ROUND_ROBIN);
        assertThat(replicas.spread(9)).containsExactly(3, 3, 3);
        assertThat(new int[] {replicas.choose(), replicas.choose(), replicas.choose()})
                .containsExactly(0, 1, 2);
    }

    @Test
    void leastInFlightTakesTheLeast() {
        Replicas replicas = new Replicas(1, 3, BalanceStrategy.LEAST_IN_FLIGHT);
        replicas.begin(0, 2);
        replicas.begin(1, 1);
        replicas.begin(2, 2);
        assertThat(replicas.choose()).isOne();
    }

    @Test
    void twoChoicesNeverTakeTheFullestOfAll() {
        Replicas replicas = new Replicas(1, 3, BalanceStrategy.P2C);
        replicas.begin(0, 5);
        replicas.begin(1, 1);
        int[] counts = replicas.spread(3_000);
        assertThat(counts[0]).isZero();
        assertThat(counts[1]).as("chosen where it is drawn with the fullest").isBetween(900, 1_100);
    }

    @Test
    void peakEwmaShunsWhoHadAPeakUntilItHasFaded() {
        Replicas replicas = new Replicas(1, 2, BalanceStrategy.PEAK_EWMA);
        replicas.learn(0, 0, 10);
        replicas.learn(1, 0, 1_000);
        assertThat(replicas.spread(100)[1]).isZero();
        replicas.time.advance(60, TimeUnit.SECONDS);
        replicas.learn(0, 0, 10);
        assertThat(replicas.choose()).isOne();
    }
}
