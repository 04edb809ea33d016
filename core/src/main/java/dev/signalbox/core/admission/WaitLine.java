package dev.signalbox.core.admission;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Those who wait in one room, in their order. Used under the lock of {@link Waiters}. */
final class WaitLine {
    /** Sorted; newcomers mostly stand near the end. */
    private final List<Waiter> waiters = new ArrayList<>();

    int size() {
        return waiters.size();
    }

    Waiter first() {
        return waiters.get(0);
    }

    /** The first of those that are more important than a rank; null where there is none. */
    @Nullable
    Waiter firstAbove(int rank) {
        for (Waiter waiter : waiters) {
            if (waiter.rank < rank) {
                return waiter;
            }
        }
        return null;
    }

    Waiter last() {
        return waiters.get(waiters.size() - 1);
    }

    /** Those who wait, in their order. */
    List<Waiter> all() {
        return List.copyOf(waiters);
    }

    void add(Waiter waiter) {
        waiters.add(position(waiter), waiter);
    }

    void remove(Waiter waiter) {
        waiters.remove(position(waiter));
    }

    /** Puts all in order whose keys have changed. */
    void sort() {
        waiters.sort((a, b) -> a == b ? 0 : a.isBefore(b) ? -1 : 1);
    }

    /** How many stand before it, whether it is in the line or not. */
    int position(Waiter waiter) {
        int from = 0;
        int to = waiters.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (waiters.get(middle).isBefore(waiter)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
