package dev.signalbox.core.admission;

import dev.signalbox.core.config.AllocationPriority;

/**
 * What an admitted call holds, and under which limits.
 *
 * @param resources what it holds
 * @param constraints the tightest limits that it was admitted under
 * @param priority how important it is
 * @param timeoutMillis what was left of its deadline when it was admitted, in milliseconds; NaN where it has none
 */
public record AllocationResult(
        ResourceMap resources, ResourceConstraints constraints, AllocationPriority priority, double timeoutMillis) {}
