package dev.signalbox.core.admission;

import dev.signalbox.core.config.AllocationPriority;
import java.util.Map;

/**
 * What a room has seen.
 *
 * @param waiting calls that wait now, by priority
 * @param came calls that came so far, whatever became of them
 * @param outcomes how many of them ended how so far
 * @param meanWaitMillis the mean wait of those that stopped waiting in the last 10 to 20 s, in milliseconds; NaN where there were none
 * @param maxWaitMillis the longest of these waits, in milliseconds; NaN where there were none
 */
public record WaitStatistics(
        Map<AllocationPriority, Integer> waiting,
        long came,
        Map<WaitOutcome, Long> outcomes,
        double meanWaitMillis,
        double maxWaitMillis) {
    /** Copies the maps. */
    public WaitStatistics {
        waiting = Map.copyOf(waiting);
        outcomes = Map.copyOf(outcomes);
    }

    /** How many calls ended so. */
    public long count(WaitOutcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    /** How many calls were refused without a wait. */
    public long refusedAtOnce() {
        return count(WaitOutcome.FULL) + count(WaitOutcome.HOPELESS);
    }
}
