package dev.signalbox.core.config;

/**
 * What a model's calls may hold, and what each is said to take.
 *
 * @param limits of all its nodes together
 * @param nodeConcurrency the most calls under way on each of its nodes; {@link LimitsConfig#UNLIMITED} where nothing is said
 * @param adaptive whether each node's limit is found out, up to {@code nodeConcurrency}
 * @param cost what a call is said to take
 * @param gpu the index of the GPU its calls run on
 */
public record ModelAllocation(LimitsConfig limits, long nodeConcurrency, boolean adaptive, CostConfig cost, int gpu) {
    /** No limit, and nothing is said of what a call takes. */
    public static final ModelAllocation NONE =
            new ModelAllocation(LimitsConfig.NONE, LimitsConfig.UNLIMITED, false, CostConfig.NONE, 0);
}
