package dev.signalbox.core.config;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes what calls may hold of what was read. */
final class AllocationBinder {
    private final Problems problems;

    AllocationBinder(Problems problems) {
        this.problems = problems;
    }

    ModelAllocation ofModel(Fields model) {
        Fields limits = model.value(AllocationSchema.LIMITS_OF_MODEL);
        Fields cost = model.value(AllocationSchema.COST);
        Located<Integer> gpu = model.find(AllocationSchema.GPU);
        boolean onGpu =
                cost != null && (cost.has(AllocationSchema.COST_GPU) || cost.has(AllocationSchema.COST_GPU_MEMORY));
        if (gpu != null && !onGpu) {
            problems.add(
                    gpu.place(),
                    "is given, but a call takes nothing of a GPU",
                    "cost.gpu or cost.gpu-memory beside it");
        }
        if (limits == null && cost == null) {
            return ModelAllocation.NONE;
        }
        long perNode = LimitsConfig.UNLIMITED;
        boolean adaptive = false;
        if (limits != null) {
            Integer most = limits.value(AllocationSchema.NODE_CONCURRENCY);
            perNode = most == null ? LimitsConfig.UNLIMITED : most;
            adaptive = limits.value(AllocationSchema.ADAPTIVE, false);
        }
        return new ModelAllocation(limits(limits), perNode, adaptive, cost(cost), model.value(AllocationSchema.GPU, 0));
    }

    RouteAllocation ofRoute(Fields route) {
        Fields limits = route.value(AllocationSchema.LIMITS_OF_ROUTE);
        Fields wait = route.value(AllocationSchema.WAIT);
        return limits == null && wait == null
                ? RouteAllocation.NONE
                : new RouteAllocation(limits(limits), waiting(wait));
    }

    AllocationConfig ofJvm(@Nullable Fields allocation) {
        if (allocation == null) {
            return AllocationConfig.NONE;
        }
        return new AllocationConfig(
                limits(allocation),
                allocation.value(AllocationSchema.CPU, Double.NaN),
                allocation.value(AllocationSchema.GPU_MEMORY, Double.NaN),
                allocation.value(AllocationSchema.OVERLOAD, true));
    }

    private static LimitsConfig limits(@Nullable Fields limits) {
        if (limits == null) {
            return LimitsConfig.NONE;
        }
        Integer concurrency = limits.value(AllocationSchema.CONCURRENCY);
        return new LimitsConfig(
                concurrency == null ? LimitsConfig.UNLIMITED : concurrency,
                limits.value(AllocationSchema.MEMORY, LimitsConfig.UNLIMITED),
                limits.value(AllocationSchema.TOKENS_PER_SECOND, LimitsConfig.UNLIMITED),
                limits.value(AllocationSchema.TOKENS_PER_MINUTE, LimitsConfig.UNLIMITED),
                limits.value(AllocationSchema.TOKENS_PER_DAY, LimitsConfig.UNLIMITED));
    }

    private static CostConfig cost(@Nullable Fields cost) {
        if (cost == null) {
            return CostConfig.NONE;
        }
        Integer cpu = cost.value(AllocationSchema.COST_CPU);
        Integer gpu = cost.value(AllocationSchema.COST_GPU);
        Duration latency = cost.value(AllocationSchema.COST_LATENCY);
        return new CostConfig(
                cost.value(AllocationSchema.COST_MEMORY, CostConfig.UNKNOWN),
                cpu == null ? CostConfig.UNKNOWN : cpu,
                latency == null ? CostConfig.UNKNOWN : latency.toNanos(),
                cost.value(AllocationSchema.COST_TOKENS, CostConfig.UNKNOWN),
                gpu == null ? CostConfig.UNKNOWN : gpu,
                cost.value(AllocationSchema.COST_GPU_MEMORY, CostConfig.UNKNOWN));
    }

    private static WaitConfig waiting(@Nullable Fields wait) {
        String longest = wait == null ? null : wait.value(AllocationSchema.WAIT_FOR);
        if (wait == null || longest == null) {
            return WaitConfig.NONE;
        }
        Duration span = Objects.requireNonNull(Durations.tryParse(longest)); // read as one
        return new WaitConfig(span, wait.value(AllocationSchema.WAIT_MAX, WaitConfig.MOST));
    }
}
