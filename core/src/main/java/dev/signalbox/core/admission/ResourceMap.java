package dev.signalbox.core.admission;

/**
 * What a task holds. NaN stands for what no level limits: it is not granted, so it is not counted.
 *
 * @param memoryMB memory, in MB of 2^20 bytes
 * @param cpuCores processors
 * @param gpuShare share of a GPU, 0-1
 * @param gpuMemoryMB memory of a GPU, in MB of 2^20 bytes
 * @param tokens tokens reserved
 */
public record ResourceMap(double memoryMB, double cpuCores, double gpuShare, double gpuMemoryMB, double tokens) {
    /** Nothing is limited, or nothing is known. */
    public static final ResourceMap UNKNOWN =
            new ResourceMap(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /**
     * What a call was granted.
     *
     * @param held as {@link Allocator#acquire} gave it
     * @param tokens the tokens reserved
     */
    public static ResourceMap of(long held, Demand demand, long tokens) {
        int mask = 0;
        for (long rest = held; rest != 0; rest >>>= Byte.SIZE) {
            mask |= (int) (rest & 0xff);
        }
        return new ResourceMap(
                granted(mask, Limit.MEMORY, demand.memoryKiB()),
                granted(mask, Limit.CPU, demand.milliCores()),
                granted(mask, Limit.GPU, demand.gpuMilli()),
                granted(mask, Limit.GPU_MEMORY, demand.gpuMemoryKiB()),
                granted(mask, Limit.TOKENS_PER_SECOND, tokens));
    }

    private static double granted(int mask, Limit limit, long parts) {
        return (mask & limit.resource().bit()) == 0 ? Double.NaN : limit.inUnits(parts);
    }
}
