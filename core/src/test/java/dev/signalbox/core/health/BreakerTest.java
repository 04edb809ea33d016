package dev.signalbox.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.testing.VirtualTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private final VirtualTime time = new VirtualTime(1);
    private final Breaker breaker = new Breaker(BreakerPolicy.DEFAULT, bound -> 0);

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            int permit = breaker.tryAcquire(time.nanoTime());
            assertThat(permit).isNotEqualTo(Breaker.REFUSED);
            breaker.failed(permit, time.nanoTime());
        }
    }

    @Test
    void outcomesOfCallsThatBeganBeforeItOpenedSayNothingToTheProbes() {
        int late = breaker.tryAcquire(time.nanoTime());
        fail(5);
        time.advance(5, TimeUnit.SECONDS);
        int probe = breaker.tryAcquire(time.nanoTime());
        assertThat(breaker.succeeded(late)).isFalse();
        assertThat(breaker.failed(late, time.nanoTime())).isFalse();
        assertThat(breaker.state()).isInstanceOf(BreakerState.HalfOpen.class);
        breaker.ignored(probe);
    }

    @Test
    void atMostThreeProbesAreUnderWayAndThoseGivenBackAreHandedOutAgain() {
        fail(5);
        time.advance(5, TimeUnit.SECONDS);
        int one = breaker.tryAcquire(time.nanoTime());
        breaker.tryAcquire(time.nanoTime());
        breaker.tryAcquire(time.nanoTime());
        assertThat(breaker.tryAcquire(time.nanoTime())).isEqualTo(Breaker.REFUSED);
        breaker.ignored(one);
        assertThat(breaker.tryAcquire(time.nanoTime())).isNotEqualTo(Breaker.REFUSED);
        assertThat(breaker.tryAcquire(time.nanoTime())).isEqualTo(Breaker.REFUSED);
    }

    @Test
    void probesThatAreNeverSettledDoNotKeepItHalfOpenForEver() {
        fail(5);
        time.advance(5, TimeUnit.SECONDS);
        for (int i = 0; i < 3; i++) {
            breaker.tryAcquire(time.nanoTime());
        }
        time.advance(61, TimeUnit.SECONDS);
        int probe = breaker.tryAcquire(time.nanoTime());
        assertThat(probe).isNotEqualTo(Breaker.REFUSED);
        breaker.succeeded(probe);
        breaker.succeeded(breaker.tryAcquire(time.nanoTime()));
        assertThat(breaker.succeeded(breaker.tryAcquire(time.nanoTime()))).isTrue();
        assertThat(breaker.isClosed()).isTrue();
    }

    @Test
    void aSuccessEndsARowOfFailures() {
        fail(4);
        breaker.succeeded(breaker.tryAcquire(time.nanoTime()));
        fail(4);
        assertThat(breaker.isClosed()).isTrue();
    }

    @Test
    void failuresGrantedUnderAnOlderStateAreNoPartOfARow() {
        int[] late = new int[4];
        for (int i = 0; i < late.length; i++) {
            late[i] = breaker.tryAcquire(time.nanoTime());
        }
        fail(5);
        time.advance(5, TimeUnit.SECONDS);
        for (int i = 0; i < 3; i++) {
            breaker.succeeded(breaker.tryAcquire(time.nanoTime()));
        }
        for (int permit : late) {
            breaker.failed(permit, time.nanoTime());
        }
        fail(1);
        assertThat(breaker.isClosed()).isTrue();
    }

    /** Seeded runs against a plain single-threaded account of who holds a probe. */
    @Test
    void neverMoreProbesThanAllowedAndNeverClosedWithoutThreeSuccesses() {
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            VirtualTime clock = new VirtualTime(seed);
            Breaker b = new Breaker(BreakerPolicy.DEFAULT, clock);
            Deque<Integer> held = new ArrayDeque<>();
            int good = 0;
            int generation = -1;
            List<String> trace = new ArrayList<>();
            for (int step = 0; step < 200; step++) {
                BreakerState before = b.state();
                int action = random.nextInt(5);
                if (action == 0 || held.isEmpty()) {
                    int permit = b.tryAcquire(clock.nanoTime());
                    if (permit != Breaker.REFUSED) {
                        held.add(permit);
                    }
                    if (b.state() instanceof BreakerState.HalfOpen half && half.generation() != generation) {
                        generation = half.generation();
                        good = 0;
                    }
                } else if (action == 4) {
                    clock.advance(random.nextInt(4_000), TimeUnit.MILLISECONDS);
                } else {
                    int permit = random.nextBoolean() ? held.removeFirst() : held.removeLast();
                    if (action == 1) {
                        if (before instanceof BreakerState.HalfOpen && permit == before.generation()) {
                            good++;
                        }
                        if (b.succeeded(permit)) {
                            assertThat(good).as("seed %s: %s", seed, trace).isEqualTo(3);
                        }
                    } else if (action == 2) {
                        b.failed(permit, clock.nanoTime());
                    } else {
                        b.ignored(permit);
                    }
                }
                trace.add(action + "->" + b.state());
                if (b.state() instanceof BreakerState.HalfOpen half) {
                    long out = held.stream().filter(p -> p == half.generation()).count();
                    assertThat(half.leased()).as("seed %s: %s", seed, trace).isEqualTo((int) out);
                    assertThat(half.leased() + half.succeeded())
                            .as("seed %s", seed)
                            .isLessThanOrEqualTo(3);
                }
            }
        }
    }

    private void failWishing(long seconds) {
        int permit = breaker.tryAcquire(time.nanoTime());
        assertThat(permit).isNotEqualTo(Breaker.REFUSED);
        assertThat(breaker.failed(permit, time.nanoTime(), TimeUnit.SECONDS.toNanos(seconds)))
                .isTrue();
    }

    private void isRefusedFor(long seconds) {
        time.advance(seconds - 1, TimeUnit.SECONDS);
        assertThat(breaker.tryAcquire(time.nanoTime())).isEqualTo(Breaker.REFUSED);
        time.advance(1, TimeUnit.SECONDS);
        int probe = breaker.tryAcquire(time.nanoTime());
        assertThat(probe).isNotEqualTo(Breaker.REFUSED);
        breaker.ignored(probe);
    }

    @Test
    void aNodeThatAsksToBeLeftAloneIsLeftAloneAtOnceAndForAsLong() {
        failWishing(20);
        assertThat(breaker.state())
                .isInstanceOfSatisfying(
                        BreakerState.Open.class,
                        open -> assertThat(open.reason()).isEqualTo("it asked to be left alone for 20 s"));
        isRefusedFor(20);
    }

    @Test
    void aShortWishIsGrantedAsItIs() {
        failWishing(2);
        isRefusedFor(2);
    }

    @Test
    void aShorterWishDoesNotShortenWhatTheBreakerWouldDoByItself() {
        fail(4);
        failWishing(1);
        isRefusedFor(5);
    }

    @Test
    void aWishIsNoReasonToStayAwayForLongerThanTheLongest() {
        failWishing(TimeUnit.DAYS.toSeconds(1));
        isRefusedFor(300);
    }

    @Test
    void aWishDoesNotLengthenWhatFollowsIt() {
        failWishing(60);
        time.advance(60, TimeUnit.SECONDS);
        fail(1); // a probe
        isRefusedFor(10);
    }

    @Test
    void aProbeThatIsAskedToWaitWaits() {
        fail(5);
        time.advance(5, TimeUnit.SECONDS);
        failWishing(30);
        isRefusedFor(30);
    }

    @Test
    void noWishAndOneOfNoTimeAreFailuresLikeOthers() {
        int permit = breaker.tryAcquire(time.nanoTime());
        assertThat(breaker.failed(permit, time.nanoTime(), 0)).isFalse();
        assertThat(breaker.failed(permit, time.nanoTime(), -1)).isFalse();
        assertThat(breaker.consecutiveFailures()).isEqualTo(2);
    }

    @Test
    void theWishOfACallThatBeganBeforeItOpenedMovesNothing() {
        int late = breaker.tryAcquire(time.nanoTime());
        fail(5);
        assertThat(breaker.failed(late, time.nanoTime(), TimeUnit.MINUTES.toNanos(1)))
                .isFalse();
        isRefusedFor(5);
    }
}
