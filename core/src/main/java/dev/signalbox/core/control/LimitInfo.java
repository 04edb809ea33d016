package dev.signalbox.core.control;

/**
 * One limit and how much of it is held.
 *
 * @param level such as {@code model large}, {@code route chat}, {@code node large#0}, {@code gpu 0} or {@code jvm}
 * @param resource {@code calls}, {@code MB}, {@code cores}, {@code GPU share} or {@code MB of GPU memory}
 * @param limit the most that calls may hold, in that unit
 * @param held what they hold now, in that unit
 * @param free what is left of it, in that unit; 0 where more is held than a limit that was lowered
 */
public record LimitInfo(String level, String resource, double limit, double held, double free) {}
