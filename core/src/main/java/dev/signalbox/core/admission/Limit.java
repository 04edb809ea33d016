package dev.signalbox.core.admission;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an operator may limit at a {@link Level}, and in which unit people say it. */
public enum Limit {
    /** Calls under way. */
    CONCURRENCY(Resource.CONCURRENCY, null, 1),
    /** Memory, in MB of 2^20 bytes. */
    MEMORY(Resource.MEMORY, null, 1024),
    /** Processors. */
    CPU(Resource.CPU, null, 1000),
    /** Shares of a GPU. */
    GPU(Resource.GPU, null, 1000),
    /** Memory of a GPU, in MB of 2^20 bytes. */
    GPU_MEMORY(Resource.GPU_MEMORY, null, 1024),
    /** Tokens a second. */
    TOKENS_PER_SECOND(Resource.TOKENS, Bandwidth.SECOND, 1),
    /** Tokens a minute. */
    TOKENS_PER_MINUTE(Resource.TOKENS, Bandwidth.MINUTE, 1),
    /** Tokens a day. */
    TOKENS_PER_DAY(Resource.TOKENS, Bandwidth.DAY, 1);

    private final Resource resource;
    private final @Nullable Bandwidth bandwidth;
    private final int partsPerUnit;

    Limit(Resource resource, @Nullable Bandwidth bandwidth, int partsPerUnit) {
        this.resource = resource;
        this.bandwidth = bandwidth;
        this.partsPerUnit = partsPerUnit;
    }

    /** How it is written: {@code tokens-per-second}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** An amount in words; {@code none} for no limit. */
    public String text(double units) {
        return Double.isNaN(units)
                ? "none"
                : units == Math.rint(units) ? Long.toString((long) units) : Double.toString(units);
    }

    /** What is limited. */
    public Resource resource() {
        return resource;
    }

    /** The limit of a level, in the level's own small parts; {@link Pool#UNLIMITED} where there is none. */
    public long of(Level level) {
        return bandwidth == null ? level.limit(resource) : level.tokens().limit(bandwidth);
    }

    /** Sets it; the next call obeys. */
    public void set(Level level, long parts, long now) {
        if (bandwidth == null) {
            level.setLimit(resource, parts);
        } else {
            level.setTokenLimit(bandwidth, parts, now);
        }
    }

    /** In the unit that people use; NaN where there is no limit. */
    public double inUnits(long parts) {
        return parts == Pool.UNLIMITED ? Double.NaN : (double) parts / partsPerUnit;
    }

    /** In small parts; {@link Pool#UNLIMITED} where there is no limit. */
    public long inParts(double units) {
        return Double.isNaN(units) ? Pool.UNLIMITED : Math.round(units * partsPerUnit);
    }
}
