package dev.signalbox.core.control;

/**
 * How a priority fares.
 *
 * @param priority {@code critical}, {@code high}, {@code normal} or {@code low}
 * @param expected whether calls of it are expected: the config names it, or some came in the last 10 min
 * @param ceiling the share of each limit that calls of it may fill, 0-1
 * @param admittedShare the share of its calls that is not shed now, 0-1
 * @param shed calls of it that were turned away so far because the machine had too much to do
 */
public record PriorityInfo(String priority, boolean expected, double ceiling, double admittedShare, long shed) {}
