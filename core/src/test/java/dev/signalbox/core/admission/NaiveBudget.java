package dev.signalbox.core.admission;

import java.math.BigInteger;
import java.util.EnumMap;
import java.util.Map;

/** What a {@link TokenBudget} should be, written down as plainly as can be: buckets of whole tokens that fall at their times. */
final class NaiveBudget {
    private static final BigInteger MICROS = BigInteger.valueOf(1_000_000);

    private static final class Bucket {
        BigInteger limit = BigInteger.ZERO;
        /** Given so far, in millionths of a token and of the period's seconds. */
        BigInteger given = BigInteger.ZERO;
        /** Spent of those that are in the bucket when it is full. */
        BigInteger spent = BigInteger.ZERO;

        final long since;
        long micros;

        Bucket(long since) {
            this.since = since;
        }
    }

    private final Map<Bandwidth, Bucket> buckets = new EnumMap<>(Bandwidth.class);

    void setLimit(Bandwidth bandwidth, long limit, long now) {
        if (limit > TokenBudget.MOST) {
            buckets.remove(bandwidth);
        } else {
            advance(now);
            buckets.computeIfAbsent(bandwidth, b -> new Bucket(now)).limit = BigInteger.valueOf(limit);
        }
    }

    /** Tokens fall. */
    void advance(long now) {
        buckets.forEach((bandwidth, bucket) -> {
            long micros = (now - bucket.since) / 1000;
            BigInteger unit = MICROS.multiply(BigInteger.valueOf(bandwidth.seconds()));
            BigInteger before = bucket.given.divide(unit);
            bucket.given = bucket.given.add(bucket.limit.multiply(BigInteger.valueOf(micros - bucket.micros)));
            bucket.micros = micros;
            BigInteger fallen = bucket.given.divide(unit).subtract(before);
            bucket.spent = bucket.spent.subtract(fallen).max(BigInteger.ZERO);
        });
    }

    /** Whether so many tokens may be taken, also where each bucket holds somewhat less than it should. */
    boolean mayReserve(long tokens, int ceilingPermille, long lessBy) {
        return buckets.values().stream().allMatch(bucket -> {
            BigInteger available = bucket.limit.subtract(bucket.spent).subtract(BigInteger.valueOf(lessBy));
            BigInteger left = available.subtract(BigInteger.valueOf(tokens));
            BigInteger kept = bucket.limit.subtract(
                    bucket.limit.multiply(BigInteger.valueOf(ceilingPermille)).divide(BigInteger.valueOf(1000)));
            boolean borrows = available.compareTo(bucket.limit.divide(BigInteger.TWO)) > 0;
            return left.signum() >= 0 && (borrows || left.compareTo(kept) >= 0);
        });
    }

    /** Takes tokens, whether they are there or not; below 0 they come back. */
    void spend(long tokens) {
        for (Bucket bucket : buckets.values()) {
            bucket.spent = bucket.spent.add(BigInteger.valueOf(tokens)).max(BigInteger.ZERO);
        }
    }

    long available(Bandwidth bandwidth) {
        Bucket bucket = buckets.get(bandwidth);
        return bucket == null
                ? TokenBudget.UNLIMITED
                : bucket.limit.subtract(bucket.spent).longValueExact();
    }
}
