package dev.signalbox.core.config;

/**
 * One entry of a route's {@code callers}: how important calls are that come from some of the application's code.
 *
 * @param pattern a class as {@code com.acme.Batch}, its nested and anonymous ones included; a method as
 *     {@code com.acme.Batch.run}; a package and those below it as {@code com.acme.batch.*}
 * @param priority how important its calls are
 */
public record CallerRule(String pattern, AllocationPriority priority) {}
