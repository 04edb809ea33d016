package dev.signalbox.core.admission;

/** Takes what a call needs of several levels: of all of them or of none. */
public final class Allocator {
    private static final int BITS = Byte.SIZE;

    private Allocator() {}

    /**
     * Takes what a call needs, in the order of the levels.
     *
     * @param levels at most eight
     * @param stripe the index of the call's slot
     * @param tokens tokens that it is expected to take, 0 or more
     * @param ceilingPermille the share of each limit that calls of its priority may fill, 1-1000
     * @return 0 or more: what is held, to be given back; below 0: nothing is held, {@link #level} and {@link #resource} say why
     */
    public static long acquire(
            Level[] levels, int stripe, Demand demand, long tokens, int ceilingPermille, long nowNanos) {
        long held = 0;
        for (int i = 0; i < levels.length; i++) {
            int taken = levels[i].tryAcquire(stripe, demand, tokens, ceilingPermille, nowNanos);
            if (taken < 0) {
                release(levels, stripe, held, demand, tokens, 0, nowNanos);
                return ~((long) i << BITS | ~taken);
            }
            held |= (long) taken << (i * BITS);
        }
        return held;
    }

    /**
     * Gives back what a call held, the last level first.
     *
     * @param levels those of {@link #acquire}
     * @param held what it returned
     * @param reserved the tokens it was given
     * @param actual tokens that the call took; below 0 where nobody knows, and then it is what was reserved; 0 where it never
     *     entered a model
     */
    public static void release(
            Level[] levels, int stripe, long held, Demand demand, long reserved, long actual, long nowNanos) {
        for (int i = levels.length - 1; i >= 0 && held != 0; i--) {
            int taken = (int) (held >>> (i * BITS)) & 0xFF;
            if (taken != 0) {
                levels[i].release(stripe, taken, demand, reserved, actual, nowNanos);
            }
        }
    }

    /** The index of the level that was short, of an answer below 0. */
    public static int level(long refused) {
        return (int) (~refused >>> BITS);
    }

    /** The ordinal of the {@link Resource} that was short, of an answer below 0. */
    public static int resource(long refused) {
        return (int) ~refused & 0xFF;
    }
}
