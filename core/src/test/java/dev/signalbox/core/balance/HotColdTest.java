package dev.signalbox.core.balance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.BalanceStrategy;
import dev.signalbox.core.health.Breaker;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HotColdTest {
    private final Replicas replicas = new Replicas(1, 4, BalanceStrategy.HOT_COLD);

    /** Every node has answered at the load it has now, in so many milliseconds per call in flight. */
    private void known(long... millis) {
        for (int i = 0; i < millis.length; i++) {
            int inFlight = replicas.nodes[i].inFlight();
            for (int n = 0; n < 15; n++) {
                replicas.learn(i, inFlight, millis[i] * (inFlight + 1));
            }
        }
    }

    @Test
    void ofTheColdTheFastestAtItsPresentLoadIsChosenThoughItHasMoreInFlight() {
        replicas.begin(0, 2);
        replicas.begin(1, 1);
        replicas.begin(2, 4);
        replicas.begin(3, 1);
        known(10, 100, 100, 100); // 30 ms at its load, beside 200, 500 and 200
        assertThat(replicas.choose()).isZero();
    }

    @Test
    void aHotNodeIsNotChosenHoweverFastItIs() {
        replicas.begin(0, 9);
        known(1, 100, 100, 100);
        assertThat(replicas.spread(100)[0]).isZero();
    }

    @Test
    void whereAllThatAreLeftAreHotTheOneWithTheLeastInFlightIsChosen() {
        Replicas eight = new Replicas(1, 8, BalanceStrategy.HOT_COLD);
        eight.begin(6, 4);
        eight.begin(7, 3);
        eight.learn(6, 4, 1);
        eight.learn(7, 3, 1_000);
        assertThat(eight.choose(0b0011_1111)).isEqualTo(7);
    }

    @Test
    void nodesThatCannotBeToldApartAreChosenByWhatIsInFlight() {
        replicas.begin(0, 2);
        replicas.begin(1, 1);
        replicas.begin(2, 2);
        replicas.begin(3, 2);
        known(60, 100, 50, 60);
        assertThat(replicas.choose()).isOne();
    }

    @Test
    void aNodeThatNothingIsKnownOfIsTriedWithOneCallAtATime() {
        known(10, 10, 10);
        assertThat(replicas.choose()).isEqualTo(3);
        replicas.begin(3, 1);
        assertThat(replicas.spread(100)[3]).isZero();
        replicas.end(3, 0, 10);
        assertThat(replicas.spread(100)[3]).isPositive();
    }

    @Test
    void callsThatHangFromBeforeKeepNoNodeFromItsProbesAndItsShare() {
        known(10, 10, 10, 10);
        replicas.begin(3, 1); // hangs
        Breaker breaker = replicas.nodes[3].breaker();
        for (int i = 0; i < 5; i++) {
            breaker.failed(breaker.tryAcquire(replicas.time.nanoTime()), replicas.time.nanoTime());
        }
        replicas.time.advance(6, TimeUnit.SECONDS);
        for (int i = 0; i < 3; i++) {
            assertThat(replicas.choose()).isEqualTo(3);
            int probe = breaker.tryAcquire(replicas.time.nanoTime());
            assertThat(replicas.spread(100)[3]).as("one probe at a time").isZero();
            breaker.succeeded(probe);
        }
        assertThat(breaker.isClosed()).isTrue();
        replicas.nodes[3].startSlowly(replicas.time.nanoTime());
        replicas.time.advance(10, TimeUnit.SECONDS);
        for (int i = 0; i < 3; i++) {
            replicas.begin(i, 1);
        }
        known(10, 10, 10);
        assertThat(replicas.spread(100)[3]).isPositive();
    }

    @Test
    void aNodeThatFailsFastDoesNotLookFast() {
        known(100, 100, 100);
        for (int i = 0; i < 20; i++) {
            replicas.learnFailure(3, 1);
        }
        assertThat(replicas.spread(300)[3]).isZero();
        for (int i = 0; i < 20; i++) {
            replicas.learn(3, 0, 100); // it answers some
            replicas.learnFailure(3, 1);
        }
        assertThat(replicas.spread(300)[3]).isZero();
    }

    @Test
    void aSlowNodeIsTriedAgainTheLaterTheSlowerItWas() {
        known(10, 10, 10, 1_000);
        assertThat(replicas.spread(100)[3]).isZero();
        replicas.time.advance(1, TimeUnit.MINUTES);
        known(10, 10, 10);
        assertThat(replicas.spread(100)[3]).isZero();
        replicas.time.advance(15, TimeUnit.MINUTES);
        known(10, 10, 10);
        assertThat(replicas.spread(100)[3]).isPositive();
    }

    @Test
    void aNodeWhoseCallsHangIsAsSlowAsItsSilenceSays() {
        replicas.begin(0, 2);
        replicas.begin(1, 2);
        replicas.begin(2, 2);
        replicas.begin(3, 1);
        known(10, 10, 10, 10);
        assertThat(replicas.choose()).isEqualTo(3);
        replicas.time.advance(10, TimeUnit.SECONDS);
        known(10, 10, 10);
        assertThat(replicas.spread(100)[3]).isZero();
    }

    @Test
    void tiesFallAtRandom() {
        for (long seed = 0; seed < 5; seed++) {
            Replicas even = new Replicas(seed, 7, BalanceStrategy.HOT_COLD);
            assertThat(Replicas.chiSquare(even.spread(7_000))).isLessThan(22.46); // 6 degrees, 0.1 %
            for (int i = 0; i < 7; i++) {
                even.learn(i, 0, 10);
            }
            assertThat(Replicas.chiSquare(even.spread(7_000))).isLessThan(22.46);
        }
    }
}
