package dev.signalbox.core.admission;

/**
 * The steps on which overload control goes up and down: for each priority one for each sub-level, the most important first. A step is
 * where admission ends: what stands before it is admitted.
 */
final class Thresholds {
    static final int SUB_LEVELS = 128;
    static final int RANKS = 4;
    /** Everything is admitted. */
    static final int ALL = RANKS * SUB_LEVELS;
    /** Only what is critical is admitted. */
    static final int CRITICAL_ONLY = SUB_LEVELS;
    /** A twentieth of the calls of one priority. */
    private static final int FEW = SUB_LEVELS / 20;

    private Thresholds() {}

    /** How many of the calls seen, by rank, a step admits where they spread evenly over the sub-levels. */
    static double admitted(int step, long[] seen) {
        double admitted = 0;
        for (int rank = 0; rank < RANKS; rank++) {
            admitted += seen[rank] * share(step, rank);
        }
        return admitted;
    }

    /** Which share of a rank's calls a step admits. */
    static double share(int step, int rank) {
        return Math.max(0, Math.min(step - rank * SUB_LEVELS, SUB_LEVELS)) / (double) SUB_LEVELS;
    }

    /** The highest step down from here that admits no more than so many, or the lowest that may be. */
    static int down(int step, double target, long[] seen) {
        int lowest = Math.min(step, lowest(seen));
        int next = step;
        while (next > lowest && admitted(next, seen) > target) {
            next--;
        }
        return next;
    }

    /** The lowest step up from here that admits so many, and more than before. */
    static int up(int step, double target, long[] seen) {
        double before = admitted(step, seen);
        int next = step;
        while (next < ALL && (admitted(next, seen) < target || admitted(next, seen) <= before)) {
            next++;
        }
        return next;
    }

    /**
     * Critical calls are not shed for overload. Where there are none, a few of the most important ones still come through: without
     * them nobody could tell when the overload is over.
     */
    private static int lowest(long[] seen) {
        for (int rank = 1; rank < RANKS && seen[0] == 0; rank++) {
            if (seen[rank] > 0) {
                return rank * SUB_LEVELS + FEW;
            }
        }
        return CRITICAL_ONLY;
    }
}
