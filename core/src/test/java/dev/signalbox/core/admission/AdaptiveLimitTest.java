package dev.signalbox.core.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limit before a simulated server that does so many calls at once and lets the others queue. */
class AdaptiveLimitTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final double SERVICE_NANOS = 20e6;
    private static final int MOST = 500;

    /** Service times with a mean of 1. */
    enum Service {
        CONSTANT(random -> 1),
        EXPONENTIAL(random -> -Math.log(1 - random.nextDouble())),
        LOG_NORMAL(random -> Math.exp(random.nextGaussian() - 0.5)),
        TWO_KINDS(random -> random.nextInt(10) == 0 ? 5.5 : 0.5);

        private final ToDoubleFunction<Random> time;

        Service(ToDoubleFunction<Random> time) {
            this.time = time;
        }
    }

    private static final class Server {
        private final Random random;
        private final Service service;
        private final AdaptiveLimit limit;
        private final PriorityQueue<long[]> ends = new PriorityQueue<>((a, b) -> Long.compare(a[0], b[0]));
        private final Queue<Long> queue = new ArrayDeque<>();
        private int concurrency;
        private double slower = 1;
        private long now;
        /** How many callers there are; each calls again when it is answered. */
        private int callers = 100_000;

        Server(long seed, Service service, int concurrency, int start) {
            this.random = new Random(seed);
            this.service = service;
            this.concurrency = concurrency;
            this.limit = new AdaptiveLimit(start, MOST);
        }

        private void begin(long arrival) {
            long time = Math.max(1, (long) (service.time.applyAsDouble(random) * SERVICE_NANOS * slower));
            ends.add(new long[] {now + time, arrival});
        }

        private void fill() {
            while (ends.size() + queue.size() < Math.min(limit.limit(), callers)) {
                if (ends.size() < concurrency) {
                    begin(now);
                } else {
                    queue.add(now);
                }
            }
        }

        /** The median of the limit over so many windows of a second. */
        double windows(int count, double lucky) {
            double[] limits = new double[count];
            for (int i = 0; i < count; i++) {
                long end = now + SECOND;
                double sum = 0;
                long samples = 0;
                int most = 0;
                fill();
                while (ends.element()[0] < end) {
                    long[] call = ends.remove();
                    now = call[0];
                    most = Math.max(most, ends.size() + 1 + queue.size());
                    sum += now - call[1];
                    samples++;
                    Long next = queue.poll();
                    if (next != null) {
                        begin(next);
                    }
                    fill();
                }
                now = end;
                limits[i] = limit.update(now, lucky * sum / samples, samples, most, 0);
                assertThat(limit.limit()).isBetween(1, MOST);
            }
            Arrays.sort(limits);
            return limits[count / 2];
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CONSTANT, 6, 1", "CONSTANT, 20, 100", "CONSTANT, 60, 10",
        "EXPONENTIAL, 6, 40", "EXPONENTIAL, 20, 4", "EXPONENTIAL, 60, 400",
        "LOG_NORMAL, 6, 4", "LOG_NORMAL, 20, 200", "LOG_NORMAL, 60, 4",
        "TWO_KINDS, 6, 4", "TWO_KINDS, 20, 10", "TWO_KINDS, 60, 300"
    })
    void findsWhatTheServerDoesAtOnce(Service service, int concurrency, int start) {
        for (long seed = 1; seed <= 5; seed++) {
            Server server = new Server(seed, service, concurrency, start);
            server.windows(400, 1);
            // And stays there: what is usual does not drift.
            for (int i = 0; i < 4; i++) {
                assertThat(server.windows(200, 1))
                        .as("seed %d, %d", seed, i)
                        .isCloseTo(concurrency, within(concurrency * 0.3));
            }
        }
    }

    @Test
    void luckyMeasurementsDoNotPoisonIt() {
        Server server = new Server(7, Service.EXPONENTIAL, 20, 20);
        server.windows(300, 1);
        for (int i = 0; i < 20; i++) {
            server.windows(1, 0.05);
            server.windows(19, 1);
        }
        assertThat(server.windows(100, 1)).isCloseTo(20, within(6.0));
    }

    @Test
    void followsAServerThatChanges() {
        Server server = new Server(8, Service.EXPONENTIAL, 20, 20);
        server.windows(300, 1);
        server.slower = 3;
        server.windows(200, 1);
        assertThat(server.windows(100, 1)).as("slower").isCloseTo(20, within(6.0));
        server.slower = 1;
        server.windows(300, 1);
        assertThat(server.windows(100, 1)).as("as fast as before").isCloseTo(20, within(6.0));
        server.concurrency = 40;
        server.windows(300, 1);
        assertThat(server.windows(100, 1)).as("wider").isCloseTo(40, within(12.0));
        server.concurrency = 10;
        server.windows(300, 1);
        assertThat(server.windows(100, 1)).as("narrower").isCloseTo(10, within(3.0));
    }

    @Test
    void dropsShrinkItDownToOneAndNothingBelow() {
        AdaptiveLimit limit = new AdaptiveLimit(100, MOST);
        assertThat(limit.update(SECOND, 1e6, 1000, 100, 5)).isEqualTo(90);
        for (int i = 2; i < 100; i++) {
            limit.update(i * SECOND, 1e6, 1000, 100, 1);
        }
        assertThat(limit.limit()).isEqualTo(1);
    }

    @Test
    void doesNotGrowWhileLessThanHalfIsUsed() {
        Server server = new Server(9, Service.EXPONENTIAL, 20, 20);
        server.callers = 5;
        server.windows(300, 1);
        assertThat(server.limit.limit()).isLessThanOrEqualTo(20).isGreaterThanOrEqualTo(5);
        AdaptiveLimit idle = new AdaptiveLimit(20, MOST);
        for (int i = 1; i < 100; i++) {
            idle.update(i * SECOND, Double.NaN, 0, 0, 0);
        }
        assertThat(idle.limit()).isEqualTo(20);
    }

    @Test
    void staysWithinABoundThatMoves() {
        Server server = new Server(10, Service.EXPONENTIAL, 20, 20);
        server.windows(100, 1);
        server.limit.setMost(7);
        assertThat(server.limit.limit()).isLessThanOrEqualTo(7);
        assertThat(server.windows(100, 1)).isEqualTo(7);
    }
}
