package dev.signalbox.core.admission;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one call of a node takes while it runs, in the units of {@link Resource}. Tokens are no part of it: they differ from call to
 * call.
 */
public final class Demand {
    /** One call that takes nothing else. */
    public static final Demand ONE_CALL = new Demand(0, 0, 0, 0);

    private final long memoryKiB;
    private final long milliCores;
    private final long gpuMilli;
    private final long gpuMemoryKiB;
    private final int mask;

    /**
     * One call and what it takes; 0 where it takes nothing.
     *
     * @param memoryKiB memory in KiB
     * @param milliCores processors in 1/1000
     * @param gpuMilli share of a GPU in 1/1000
     * @param gpuMemoryKiB GPU memory in KiB
     */
    public Demand(long memoryKiB, long milliCores, long gpuMilli, long gpuMemoryKiB) {
        this.memoryKiB = memoryKiB;
        this.milliCores = milliCores;
        this.gpuMilli = gpuMilli;
        this.gpuMemoryKiB = gpuMemoryKiB;
        int wanted = Resource.CONCURRENCY.bit();
        for (Resource resource : Resource.values()) {
            wanted |= amount(resource.ordinal()) > 0 ? resource.bit() : 0;
        }
        this.mask = wanted;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Demand demand
                && memoryKiB == demand.memoryKiB
                && milliCores == demand.milliCores
                && gpuMilli == demand.gpuMilli
                && gpuMemoryKiB == demand.gpuMemoryKiB;
    }

    @Override
    public int hashCode() {
        return Objects.hash(memoryKiB, milliCores, gpuMilli, gpuMemoryKiB);
    }

    /** Memory in KiB. */
    public long memoryKiB() {
        return memoryKiB;
    }

    /** Processors in 1/1000. */
    public long milliCores() {
        return milliCores;
    }

    /** Share of a GPU in 1/1000. */
    public long gpuMilli() {
        return gpuMilli;
    }

    /** GPU memory in KiB. */
    public long gpuMemoryKiB() {
        return gpuMemoryKiB;
    }

    /** The bits of the resources of which it takes something. */
    int mask() {
        return mask;
    }

    /**
     * How much of a resource it takes.
     *
     * @param resource its ordinal; tokens are 0
     */
    long amount(int resource) {
        return switch (resource) {
            case 0 -> 1;
            case 1 -> memoryKiB;
            case 2 -> milliCores;
            case 3 -> gpuMilli;
            case 4 -> gpuMemoryKiB;
            default -> 0;
        };
    }
}
