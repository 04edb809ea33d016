package dev.signalbox.core.admission;

import java.util.concurrent.TimeUnit;

/**
 * How many tokens a bandwidth has given so far: a function of the time alone. It counts whole microseconds and forgets no fraction
 * of a token, also where the limit changes, so that it never drifts. Immutable.
 */
final class Refill {
    /** It gives no more than this until it begins anew: more than any bucket can want, and too little for counts to wrap around. */
    private static final long MOST_GIVEN = 1L << 57;

    private static final long MICROS = TimeUnit.SECONDS.toMicros(1);
    private static final long NANOS = TimeUnit.MICROSECONDS.toNanos(1);

    private final int seconds;
    private final long limit;
    private final long since;
    private final long given;
    /** The fraction of a token given besides, in parts of a token of which the period's seconds make one. */
    private final long parts;
    /** What is left of that fraction, in millionths of such a part. */
    private final long millionths;

    private final long longestMicros;

    private Refill(int seconds, long limit, long since, long given, long parts, long millionths) {
        this.seconds = seconds;
        this.limit = limit;
        this.since = since;
        this.given = given;
        this.parts = parts;
        this.millionths = millionths;
        long most = Long.MAX_VALUE / (seconds * MICROS);
        this.longestMicros = Math.min(most, MOST_GIVEN / Math.max(1, limit)) * seconds * MICROS;
    }

    /**
     * A refill that begins now.
     *
     * @param limit tokens per period, 0 to {@link TokenBudget#MOST}
     * @param given what it is to count from
     */
    static Refill from(Bandwidth bandwidth, long limit, long now, long given) {
        return new Refill(bandwidth.seconds(), limit, now, given, 0, 0);
    }

    /** Tokens per period. */
    long limit() {
        return limit;
    }

    /** Tokens given until a moment. Only differences tell something: it wraps around. */
    long at(long now) {
        long micros = micros(now);
        long whole = micros / MICROS;
        long left = (micros % MICROS * limit + millionths) / MICROS + parts;
        if (seconds == 1) {
            return given + whole * limit + left;
        }
        return given + whole / seconds * limit + (whole % seconds * limit + left) / seconds;
    }

    /** The same tokens until a moment, and another limit from then on. */
    Refill changed(long now, long newLimit) {
        long micros = micros(now);
        long small = micros % MICROS * limit + millionths;
        long left = (micros / MICROS % seconds * limit + small / MICROS + parts) % seconds;
        return new Refill(seconds, newLimit, since + elapsed(now) / NANOS * NANOS, at(now), left, small % MICROS);
    }

    /** Whether it is time to have it begin anew. */
    boolean isOld(long now) {
        return micros(now) > longestMicros / 2;
    }

    /**
     * How long it takes to give so many tokens more.
     *
     * @param tokens 1 or more
     * @return nanoseconds, 1 or more; {@link Long#MAX_VALUE} for ever
     */
    long nanosUntil(long tokens, long now) {
        if (limit == 0) {
            return Long.MAX_VALUE;
        }
        long periods = (tokens - 1) / limit;
        long periodNanos = TimeUnit.SECONDS.toNanos(seconds);
        if (periods > Long.MAX_VALUE / 2 / periodNanos) {
            return Long.MAX_VALUE;
        }
        Refill here = changed(now, limit);
        long wanted = (tokens - periods * limit) * seconds - here.parts;
        long micros = wanted / limit * MICROS - Math.floorDiv(here.millionths - wanted % limit * MICROS, limit);
        return periods * periodNanos + micros * NANOS - here.elapsed(now);
    }

    private long elapsed(long now) {
        return Math.max(0, now - since);
    }

    private long micros(long now) {
        return Math.min(longestMicros, elapsed(now) / NANOS);
    }
}
