package dev.signalbox.core.health;

import java.time.Duration;

/**
 * From when on a node is not healthy, and from when on it is again: every threshold of the judgement, with where it comes from. The
 * breaker's own are in {@link BreakerPolicy}. Each pair leaves room between its two figures, so that a node on the edge does not
 * flutter.
 *
 * @param errors when failed calls degrade a node
 * @param latency when slow calls degrade it
 * @param saturation when calls that pile up degrade it
 * @param hanging when a call under way counts as hanging
 * @param machine when the machine under it counts as saturated
 * @param outlier when it is unlike its siblings, and what follows
 */
public record HealthPolicy(
        Errors errors, Latency latency, Saturation saturation, Hanging hanging, Machine machine, Outlier outlier) {
    /** The policy in force. */
    public static final HealthPolicy DEFAULT = new HealthPolicy(
            Errors.DEFAULT, Latency.DEFAULT, Saturation.DEFAULT, Hanging.DEFAULT, Machine.DEFAULT, Outlier.DEFAULT);

    /**
     * Failed calls, over 10 s.
     *
     * @param degradedFrom share of failed calls that degrades, 0 to 1
     * @param healthyBelow share below which that ends
     * @param minimumCalls calls the window must hold
     * @param degradedFromInARow failures in a row that degrade, while the window holds a call; a success ends that
     */
    public record Errors(double degradedFrom, double healthyBelow, int minimumCalls, int degradedFromInARow) {
        /**
         * A tenth, and half of that; 5 calls as in Finagle's success-rate accrual; 3 in a row, below the 5 that open the breaker (Finagle's
         * consecutive failures).
         */
        static final Errors DEFAULT = new Errors(0.10, 0.05, 5, 3);
    }

    /**
     * The median and the 95th percentile of 10 s against the node's own baseline.
     *
     * @param degradedFrom multiple of the baseline that degrades
     * @param healthyBelow multiple below which that ends
     * @param strainedFrom multiple that degrades while the machine is saturated
     * @param strainedBelow multiple below which that ends
     * @param leastRise what is no more than this above the baseline is noise, whatever the multiple
     * @param minimumCalls calls the window must hold for its median to count, and to be learned from
     * @param minimumTailCalls calls the window must hold for its 95th percentile to count: then two of them are that slow
     * @param learning how slowly the baseline follows: after this time it has made 63 % of the way
     * @param longestStep the longest time that one reading is learned for, where the clock has leapt
     * @param acceptedAfter a latency that stays raised for as long is no trouble any more but what the node does now
     */
    public record Latency(
            double degradedFrom,
            double healthyBelow,
            double strainedFrom,
            double strainedBelow,
            Duration leastRise,
            int minimumCalls,
            int minimumTailCalls,
            Duration learning,
            Duration longestStep,
            Duration acceptedAfter) {
        /**
         * Threefold: twice the tolerance of 1.5 that Gradient2 gives a long-term latency, which itself is the multiple under a saturated
         * machine. The times and minimums are our own.
         */
        static final Latency DEFAULT = new Latency(
                3,
                2,
                1.5,
                1.25,
                Duration.ofMillis(5),
                10,
                20,
                Duration.ofMinutes(10),
                Duration.ofSeconds(10),
                Duration.ofHours(1));
    }

    /**
     * Calls in flight against what the node is used to, counted only where they take longer too or none ends: more traffic that is
     * answered as fast as ever is no trouble.
     *
     * @param degradedFrom multiple of the usual calls in flight that degrades
     * @param healthyBelow multiple below which that ends
     * @param least calls in flight below which nothing is saturated
     * @param slowFrom multiple of the baseline's median that shows that calls wait
     * @param minimumSamples readings with calls in flight before it is known what is usual
     */
    public record Saturation(double degradedFrom, double healthyBelow, int least, double slowFrom, int minimumSamples) {
        /** By Little's law calls in flight grow as latency does at the same traffic: the same multiples as for latency. */
        static final Saturation DEFAULT = new Saturation(3, 2, 8, 1.5, 50);
    }

    /**
     * Calls that do not end. One is enough: nothing else tells of it before it ends.
     *
     * @param from multiple of the usual 95th percentile after which a call under way hangs
     * @param least no call hangs sooner
     * @param unknown after how long it hangs where nothing usual is known
     */
    public record Hanging(double from, Duration least, Duration unknown) {
        /** Clients of models commonly wait a minute before they give up; ten times the tail is no answer's bad luck. Our own figures. */
        static final Hanging DEFAULT = new Hanging(10, Duration.ofSeconds(10), Duration.ofMinutes(1));
    }

    /**
     * The machine: it never degrades a node by itself, but a node whose calls take longer meanwhile.
     *
     * @param cpuFrom busy share of the processors that counts as saturated, 0 to 1
     * @param cpuBelow share below which that ends
     * @param memoryFrom share of the memory in use that counts as saturated, 0 to 1
     * @param memoryBelow share below which that ends
     */
    public record Machine(double cpuFrom, double cpuBelow, double memoryFrom, double memoryBelow) {
        /** Waiting times rise steeply from nine tenths of utilization on; the figures are our own. */
        static final Machine DEFAULT = new Machine(0.95, 0.85, 0.95, 0.90);
    }

    /**
     * A node against its siblings: the other nodes of its model.
     *
     * @param sigmas standard deviations from the mean that make an outlier, where enough siblings can be compared
     * @param enoughHosts how many that are: of five, none can be 1.9 sigma from the mean, for itself is one of them
     * @param leastGap a success rate no further than this below the mean is none, 0 to 1
     * @param gapOfFew below how much less than the mean of the others it is one where there are few, 0 to 1
     * @param rateOfFew and below which success rate, 0 to 1
     * @param slowFrom multiple of the others' mean latency that makes one, where there are enough
     * @param slowFromOfFew the same where there are few
     * @param minimumCalls calls that the windows of both sides must hold
     * @param mostEjected the largest share of a model's nodes that may be ejected, 0 to 1: checked before one is
     * @param panicBelow share of nodes that may be called below which ejections are ignored, 0 to 1
     * @param firstEjection how long a node is ejected at first; each time it is longer by as much
     * @param longestEjection the longest it is
     * @param calm how long a node must be in service for one of its ejections to be forgotten, and for how long nothing ejects it after an
     *     operator resumed it
     * @param probesToReturn configured probes in a row that end an ejection for errors early
     */
    public record Outlier(
            double sigmas,
            int enoughHosts,
            double leastGap,
            double gapOfFew,
            double rateOfFew,
            double slowFrom,
            double slowFromOfFew,
            int minimumCalls,
            double mostEjected,
            double panicBelow,
            Duration firstEjection,
            Duration longestEjection,
            Duration calm,
            int probesToReturn) {
        /**
         * Envoy's outlier detection: 1.9 sigma, 30 s growing to 300 s, an early end by health checks, panic below 50 %; its cap of 10 % suits
         * fleets, with a handful of nodes it is half of them. 80 % is Finagle's least success rate. Gaps and multiples are our own.
         */
        static final Outlier DEFAULT = new Outlier(
                1.9,
                6,
                0.05,
                0.20,
                0.80,
                2,
                3,
                20,
                0.5,
                0.5,
                Duration.ofSeconds(30),
                Duration.ofSeconds(300),
                Duration.ofSeconds(60),
                3);
    }
}
