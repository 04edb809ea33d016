package dev.signalbox.core.control;

/**
 * The room in which calls of a route wait.
 *
 * @param route the route's name
 * @param longestMillis how long a call may wait, in milliseconds
 * @param most how many may wait at a time
 * @param critical how many critical calls wait now
 * @param high how many high ones
 * @param normal how many normal ones
 * @param low how many low ones
 * @param came calls that came to wait so far
 * @param granted how many of them were admitted
 * @param expired how many of them waited in vain
 * @param evicted how many of them gave their place to others
 * @param refused how many were told at once that the room is full, or that their deadline would be over
 * @param meanMillis the mean wait of those that stopped waiting in the last 10 to 20 s, in milliseconds; NaN where there were none
 * @param maxMillis the longest of these waits, in milliseconds; NaN where there were none
 */
public record WaitInfo(
        String route,
        double longestMillis,
        int most,
        int critical,
        int high,
        int normal,
        int low,
        long came,
        long granted,
        long expired,
        long evicted,
        long refused,
        double meanMillis,
        double maxMillis) {}
