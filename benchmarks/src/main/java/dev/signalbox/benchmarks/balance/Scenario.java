package dev.signalbox.benchmarks.balance;

/**
 * Replicas, their antagonists, and how much is asked of them.
 *
 * @param name what it is called in tables
 * @param replicas how many nodes there are
 * @param cores how many calls a replica works on at full speed at once; more share them
 * @param burst how many cores it may use while its antagonist is quiet: machines have room to spare then
 * @param load what is asked for, as a share of all the replicas' {@code cores}, or of what they can really do
 * @param ofReal whether {@code load} is a share of what the replicas can really do, antagonists taken off; else of
 *     {@code cores}
 * @param workMillis the scale of a call's work in milliseconds on a core of its own: drawn from a normal distribution with
 *     this mean and this deviation, drawn again where it is not above 0
 * @param quietSeconds how long an antagonist is quiet on average, exponentially distributed
 * @param busySeconds how long it is busy on average, exponentially distributed
 * @param slowest the least speed that a busy antagonist leaves a replica, 0-1; drawn anew each time
 * @param fastest the most it leaves
 * @param seconds how long calls arrive, after 10 s that are not counted
 */
record Scenario(
        String name,
        int replicas,
        int cores,
        int burst,
        double load,
        boolean ofReal,
        double workMillis,
        double quietSeconds,
        double busySeconds,
        double slowest,
        double fastest,
        double seconds) {
    /** The mean of a normal distribution with its mean as deviation, cut off at 0: the mean times this. */
    private static final double CUT_OFF = 1.2875999;

    double meanWorkMillis() {
        return workMillis * CUT_OFF;
    }

    /** Calls a second. */
    double rate() {
        double busy = busySeconds / (busySeconds + quietSeconds);
        double real = (1 - busy) * burst + busy * cores * (slowest + fastest) / 2;
        return load * replicas * (ofReal ? real : cores) * 1e3 / meanWorkMillis();
    }
}
