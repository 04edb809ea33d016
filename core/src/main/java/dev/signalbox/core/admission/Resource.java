package dev.signalbox.core.admission;

/**
 * What calls take of a level while they run. Each is counted in whole units: calls, KiB, 1/1000 of a core, 1/1000 of a GPU, KiB of
 * GPU memory, tokens; configuration, JMX and texts say calls, MB of 2^20 bytes, cores, GPUs and tokens.
 */
public enum Resource {
    /** Calls in flight. */
    CONCURRENCY("calls", 1),
    /** Memory. */
    MEMORY("MB", 1024),
    /** Processors. */
    CPU("cores", 1000),
    /** Share of a GPU. */
    GPU("GPU share", 1000),
    /** Memory of a GPU. */
    GPU_MEMORY("MB of GPU memory", 1024),
    /** Tokens read and written. */
    TOKENS("tokens", 1);

    /** How many there are. */
    static final int COUNT = 6;

    private final String words;
    private final int unitsPerAmount;

    Resource(String words, int unitsPerAmount) {
        this.words = words;
        this.unitsPerAmount = unitsPerAmount;
    }

    /** What an amount is an amount of, to be said after a number. */
    public String words() {
        return words;
    }

    /**
     * The nearest number of units; what is more than nothing is at least one.
     *
     * @param amount in MB, cores and the like, 0 or more
     */
    public long units(double amount) {
        return amount > 0 ? Math.max(1, Math.round(amount * unitsPerAmount)) : 0;
    }

    /** Units in MB, cores and the like. */
    public double amount(long units) {
        return (double) units / unitsPerAmount;
    }

    /** Units as a number to be read: a whole one where it is whole, and at most two digits after the point. */
    String text(long units) {
        long hundredths = Math.round(amount(units) * 100);
        long rest = hundredths % 100;
        return hundredths / 100
                + (rest == 0 ? "" : rest % 10 == 0 ? "." + rest / 10 : rest < 10 ? ".0" + rest : "." + rest);
    }

    /** Its bit in a mask of resources. */
    int bit() {
        return 1 << ordinal();
    }
}
