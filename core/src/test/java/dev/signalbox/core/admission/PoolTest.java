package dev.signalbox.core.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PoolTest {
    private static final int ALL = 1000;

    @Test
    void admitsUpToItsLimit() {
        Pool pool = new Pool(3);
        assertThat(pool.tryAcquire(0, 2, ALL)).isTrue();
        assertThat(pool.tryAcquire(1, 2, ALL)).isFalse();
        assertThat(pool.tryAcquire(1, 1, ALL)).isTrue();
        assertThat(pool.held()).isEqualTo(3);
        pool.release(0, 2);
        assertThat(pool.held()).isEqualTo(1);
    }

    @Test
    void whatIsLentToOtherStripesIsRecalledBeforeItRefuses() {
        Pool pool = new Pool(20);
        for (int stripe = 0; stripe < 16; stripe++) {
            assertThat(pool.tryAcquire(stripe, 1, ALL)).isTrue();
        }
        for (int stripe = 0; stripe < 16; stripe++) {
            pool.release(stripe, 1);
        }
        assertThat(pool.held()).isZero();
        assertThat(pool.tryAcquire(40, 20, ALL)).isTrue();
        assertThat(pool.tryAcquire(0, 1, ALL)).isFalse();
    }

    @Test
    void aCeilingHoldsForWhatIsLentToo() {
        Pool pool = new Pool(100);
        assertThat(pool.tryAcquire(0, 30, ALL)).isTrue();
        pool.release(0, 30);
        assertThat(pool.tryAcquire(1, 65, ALL)).isTrue();
        assertThat(pool.tryAcquire(0, 6, 700)).isFalse();
        assertThat(pool.tryAcquire(0, 5, 700)).isTrue();
        assertThat(pool.tryAcquire(0, 1, 700)).isFalse();
        assertThat(pool.tryAcquire(0, 1, 710)).isTrue();
        assertThat(pool.allowed(710)).isEqualTo(71);
    }

    @Test
    void whereNothingIsHeldAnythingWithinTheLimitFits() {
        Pool pool = new Pool(1);
        assertThat(pool.tryAcquire(0, 1, 1)).isTrue();
        assertThat(pool.tryAcquire(0, 1, 1)).isFalse();
        Pool large = new Pool(100);
        assertThat(large.tryAcquire(0, 10, ALL)).isTrue();
        large.release(0, 10);
        assertThat(large.tryAcquire(1, 100, 500)).isTrue();
        large.release(1, 100);
        assertThat(large.tryAcquire(1, 101, ALL)).isFalse();
    }

    @Test
    void aLimitBelowWhatIsHeldAdmitsNothingUntilItFits() {
        Pool pool = new Pool(100);
        for (int i = 0; i < 30; i++) {
            pool.tryAcquire(i, 1, ALL);
        }
        pool.setLimit(20);
        for (int i = 0; i < 10; i++) {
            assertThat(pool.tryAcquire(i, 1, ALL)).isFalse();
            pool.release(i, 1);
            assertThat(pool.held()).isEqualTo(29 - i);
        }
        assertThat(pool.tryAcquire(0, 1, ALL)).isFalse();
        pool.setLimit(21);
        assertThat(pool.tryAcquire(0, 1, ALL)).isTrue();
        assertThat(pool.limit()).isEqualTo(21);
    }

    @Test
    void aLimitOfNothingAndNoLimit() {
        Pool pool = new Pool(0);
        assertThat(pool.tryAcquire(0, 1, ALL)).isFalse();
        pool.setLimit(Pool.UNLIMITED);
        assertThat(pool.limit()).isEqualTo(Pool.UNLIMITED);
        for (int i = 0; i < 100; i++) {
            assertThat(pool.tryAcquire(i, 1L << 40, 800)).isTrue();
        }
        assertThat(pool.held()).isEqualTo(100L << 40);
        for (int i = 0; i < 100; i++) {
            pool.release(i, 1L << 40);
        }
        assertThat(pool.held()).isZero();
    }

    @Test
    void whatIsGivenBackTwiceIsForgotten() {
        Pool pool = new Pool(10);
        pool.release(0, 5);
        assertThat(pool.held()).isZero();
        assertThat(pool.tryAcquire(0, 11, ALL)).isFalse();
    }

    @Test
    void threadsFillItExactlyAndEmptyIt() throws Exception {
        int threads = 4;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            for (long limit : new long[] {3, 16, 1_000, 20_011}) {
                Pool pool = new Pool(limit);
                for (int round = 0; round < 20; round++) {
                    assertThat(filled(pool, threads, executor)).isEqualTo(limit);
                    assertThat(pool.held()).isZero();
                }
            }
        } finally {
            executor.shutdownNow();
        }
    }

    /** How much threads took until they were refused, each after some giving and taking; they give it back. */
    private static long filled(Pool pool, int threads, ExecutorService executor) throws Exception {
        CyclicBarrier together = new CyclicBarrier(threads);
        List<Callable<Long>> takers = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            // Two of them share a stripe.
            int stripe = t == 0 ? 63 : 62 + t;
            takers.add(() -> {
                together.await();
                for (int i = 0; i < 100; i++) {
                    if (pool.tryAcquire(stripe, 2, ALL)) {
                        pool.release(stripe, 2);
                    }
                }
                together.await();
                long taken = 0;
                while (pool.tryAcquire(stripe, 1, ALL)) {
                    taken++;
                }
                together.await();
                assertThat(pool.tryAcquire(stripe, 1, ALL)).isFalse();
                together.await();
                for (long i = 0; i < taken; i++) {
                    pool.release(stripe, 1);
                }
                return taken;
            });
        }
        long total = 0;
        for (Future<Long> taken : executor.invokeAll(takers)) {
            total += taken.get();
        }
        return total;
    }
}
