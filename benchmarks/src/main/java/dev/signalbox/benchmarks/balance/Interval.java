package dev.signalbox.benchmarks.balance;

/**
 * A mean over seeds and its 95 % confidence interval (Student's t).
 *
 * @param mean the mean
 * @param half half the width of the interval
 */
record Interval(double mean, double half) {
    /** The 97.5 % quantiles of Student's distribution for 1 to 30 degrees of freedom. */
    private static final double[] T = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
        2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042
    };

    /** The interval of at least two values. */
    static Interval of(double[] values) {
        double mean = 0;
        for (double v : values) {
            mean += v / values.length;
        }
        double squares = 0;
        for (double v : values) {
            squares += (v - mean) * (v - mean);
        }
        int freedom = values.length - 1;
        double t = freedom <= T.length ? T[freedom - 1] : 1.96;
        return new Interval(mean, t * Math.sqrt(squares / freedom / values.length));
    }

    double low() {
        return mean - half;
    }

    double high() {
        return mean + half;
    }

    /** Whether both may be the same. */
    boolean overlaps(Interval other) {
        return low() <= other.high() && other.low() <= high();
    }
}
