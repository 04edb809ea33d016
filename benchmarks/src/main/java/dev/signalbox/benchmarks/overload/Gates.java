package dev.signalbox.benchmarks.overload;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The candidates' gates, each set up as well as its user can who knows the capacity. */
final class Gates {
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    /** Permits of the rate limiter's period, so many that the period is a whole number of them, and so few that bursts are short. */
    private static final int PERMITS = 10;

    /**
     * How long callers wait, whoever lets them: half the deadline. With all of it, who is let in last is answered too late on a machine that
     * does anything beside, and the permit is spent for nothing.
     */
    static final Duration PATIENCE = Trial.DEADLINE.dividedBy(2);

    private Gates() {}

    static Gate none() {
        return new Gate() {
            @Override
            public void call(Work work, long nanosLeft) throws Exception {
                work.run();
            }

            @Override
            public String held() {
                return "0";
            }
        };
    }

    static Gate signalbox() {
        return new Gate() {
            @Override
            public void call(Work work, long nanosLeft) throws Exception {
                work.run();
            }

            @Override
            public String held() {
                return AllocationBean.held();
            }
        };
    }

    /** The caller waits for a permit until half of its deadline has passed. */
    static Gate semaphore() {
        Semaphore semaphore = new Semaphore(PROCESSORS);
        return new Gate() {
            @Override
            public void call(Work work, long nanosLeft) throws Exception {
                long patience = nanosLeft - PATIENCE.toNanos();
                if (patience <= 0 || !semaphore.tryAcquire(patience, TimeUnit.NANOSECONDS)) {
                    throw new RefusedException("no permit in time");
                }
                try {
                    work.run();
                } finally {
                    semaphore.release();
                }
            }

            @Override
            public String held() {
                return String.valueOf(PROCESSORS - semaphore.availablePermits());
            }
        };
    }

    /** In the order of its own annotations: the rate limiter outside, which refuses at once, the bulkhead inside, which waits. */
    static Gate resilience4j(double capacity) {
        RateLimiter limiter = RateLimiter.of(
                "score",
                RateLimiterConfig.custom()
                        .limitForPeriod(PERMITS)
                        .limitRefreshPeriod(Duration.ofNanos((long) (PERMITS * 1e9 / capacity)))
                        .timeoutDuration(Duration.ZERO)
                        .build());
        Bulkhead bulkhead = Bulkhead.of(
                "score",
                BulkheadConfig.custom()
                        .maxConcurrentCalls(PROCESSORS)
                        .maxWaitDuration(PATIENCE)
                        .build());
        return new Gate() {
            @Override
            public void call(Work work, long nanosLeft) throws Exception {
                RateLimiter.waitForPermission(limiter);
                bulkhead.acquirePermission();
                try {
                    work.run();
                } finally {
                    bulkhead.onComplete();
                }
            }

            @Override
            public String held() {
                return String.valueOf(PROCESSORS - bulkhead.getMetrics().getAvailableConcurrentCalls());
            }
        };
    }
}
