package dev.signalbox.core.metrics;

/**
 * The log-linear buckets of latencies: 8 to an octave, from 256 ns to 137 s, so that a value read back is off by 6.25 % at
 * most.
 */
final class Buckets {
    private static final int SUB_BITS = 3;
    private static final int FIRST_OCTAVE = 8;
    private static final int LAST_OCTAVE = 36;
    /** How many buckets there are; the first holds all that is shorter, the last all that is longer. */
    static final int COUNT = ((LAST_OCTAVE - FIRST_OCTAVE + 1) << SUB_BITS) + 1;

    private Buckets() {}

    /** The bucket of a latency. */
    static int index(long nanos) {
        if (nanos < (1L << FIRST_OCTAVE)) {
            return 0;
        }
        int octave = 63 - Long.numberOfLeadingZeros(nanos);
        if (octave > LAST_OCTAVE) {
            return COUNT - 1;
        }
        int sub = (int) (nanos >>> (octave - SUB_BITS)) & ((1 << SUB_BITS) - 1);
        return ((octave - FIRST_OCTAVE) << SUB_BITS) + sub + 1;
    }

    /** The middle of a bucket, in nanoseconds. */
    static double middleNanos(int index) {
        if (index == 0) {
            return (1L << FIRST_OCTAVE) / 2.0;
        }
        int octave = FIRST_OCTAVE + ((index - 1) >>> SUB_BITS);
        int sub = (index - 1) & ((1 << SUB_BITS) - 1);
        double width = (double) (1L << octave) / (1 << SUB_BITS);
        return (1L << octave) + (sub + 0.5) * width;
    }
}
