package dev.signalbox.core.control;

/**
 * The tokens of one level for one period.
 *
 * @param level such as {@code model large}, {@code route chat} or {@code jvm}
 * @param period {@code second}, {@code minute} or {@code day}
 * @param limit the tokens for each period, as set
 * @param effectiveLimit the tokens for each period now: less than {@code limit} for a while after a provider said that it has too much to do
 * @param available the tokens that may be reserved now; below 0 where calls used more than was reserved for them
 * @param refillPerSecond how many come back each second
 */
public record BudgetInfo(
        String level, String period, double limit, double effectiveLimit, double available, double refillPerSecond) {}
