package dev.signalbox.agent.jmx;

import dev.signalbox.core.admission.AdmittedTask;
import dev.signalbox.core.admission.Bandwidth;
import dev.signalbox.core.admission.CallEstimate;
import dev.signalbox.core.admission.Level;
import dev.signalbox.core.admission.Limit;
import dev.signalbox.core.admission.Pool;
import dev.signalbox.core.admission.Resource;
import dev.signalbox.core.admission.ResourceConstraints;
import dev.signalbox.core.admission.ResourceMap;
import dev.signalbox.core.admission.TokenBudget;
import dev.signalbox.core.admission.WaitOutcome;
import dev.signalbox.core.admission.WaitRoom;
import dev.signalbox.core.admission.WaitStatistics;
import dev.signalbox.core.config.AllocationPriority;
import dev.signalbox.core.control.AllocationInfo;
import dev.signalbox.core.control.AllocationMXBean;
import dev.signalbox.core.control.BudgetInfo;
import dev.signalbox.core.control.EstimateInfo;
import dev.signalbox.core.control.LimitInfo;
import dev.signalbox.core.control.PriorityInfo;
import dev.signalbox.core.control.RefusalInfo;
import dev.signalbox.core.control.WaitInfo;
import dev.signalbox.core.engine.Engine;
import dev.signalbox.core.route.Route;
import dev.signalbox.core.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What calls hold, wait for and are refused, as JMX shows it. */
final class AllocationBean implements AllocationMXBean {
    private static final int MOST_TASKS = 1_000;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Engine engine;
    private final TimeSource time;

    AllocationBean(Engine engine, TimeSource time) {
        this.engine = engine;
        this.time = time;
    }

    @Override
    public List<LimitInfo> getLimits() {
        List<LimitInfo> infos = new ArrayList<>();
        for (Level level : engine.levels()) {
            for (Limit limit : Limit.values()) {
                long parts = limit.of(level);
                if (limit.resource() != Resource.TOKENS && parts != Pool.UNLIMITED) {
                    double most = limit.inUnits(parts);
                    double held = limit.inUnits(level.held(limit.resource()));
                    infos.add(new LimitInfo(
                            level.name(), limit.resource().words(), most, held, Math.max(0, most - held)));
                }
            }
        }
        return infos;
    }

    @Override
    public List<BudgetInfo> getBudgets() {
        List<BudgetInfo> infos = new ArrayList<>();
        long now = time.nanoTime();
        for (Level level : engine.levels()) {
            TokenBudget tokens = level.tokens();
            for (Bandwidth period : Bandwidth.values()) {
                if (tokens.limit(period) != TokenBudget.UNLIMITED) {
                    infos.add(new BudgetInfo(
                            level.name(),
                            period.name().toLowerCase(Locale.ROOT),
                            tokens.limit(period),
                            tokens.effectiveLimit(period),
                            tokens.available(period, now),
                            (double) tokens.effectiveLimit(period) / period.seconds()));
                }
            }
        }
        return infos;
    }

    @Override
    public List<AllocationInfo> getTasks() {
        return engine.admitted().stream()
                .limit(MOST_TASKS)
                .map(AllocationBean::info)
                .toList();
    }

    private static AllocationInfo info(AdmittedTask admitted) {
        ResourceMap holds = admitted.allocation().resources();
        ResourceConstraints under = admitted.allocation().constraints();
        return new AllocationInfo(
                admitted.task().taskId(),
                admitted.route(),
                admitted.node(),
                word(admitted.task().priority()),
                admitted.task().startTimeMillis(),
                admitted.task().expectedDurationMillis(),
                holds.memoryMB(),
                holds.cpuCores(),
                holds.gpuShare(),
                holds.gpuMemoryMB(),
                holds.tokens(),
                under.maxMemoryMB(),
                under.maxCpuCores(),
                under.maxTokensPerSecond(),
                admitted.allocation().timeoutMillis());
    }

    @Override
    public int getHoldingCalls() {
        return (int) engine.admitted().stream().filter(AdmittedTask::holding).count();
    }

    @Override
    public List<WaitInfo> getWaiting() {
        List<WaitInfo> infos = new ArrayList<>();
        for (Route route : engine.routes()) {
            WaitRoom room = route.waitRoom();
            if (room != null) {
                infos.add(info(route.name(), room, room.statistics()));
            }
        }
        return infos;
    }

    private static WaitInfo info(String route, WaitRoom room, WaitStatistics seen) {
        return new WaitInfo(
                route,
                room.timeToLiveNanos() / NANOS_PER_MILLI,
                room.mostWaiting(),
                seen.waiting().getOrDefault(AllocationPriority.CRITICAL, 0),
                seen.waiting().getOrDefault(AllocationPriority.HIGH, 0),
                seen.waiting().getOrDefault(AllocationPriority.NORMAL, 0),
                seen.waiting().getOrDefault(AllocationPriority.LOW, 0),
                seen.came(),
                seen.count(WaitOutcome.GRANTED),
                seen.count(WaitOutcome.EXPIRED),
                seen.count(WaitOutcome.EVICTED),
                seen.refusedAtOnce(),
                seen.meanWaitMillis(),
                seen.maxWaitMillis());
    }

    @Override
    public int getWaitingCalls() {
        return engine.waiting();
    }

    @Override
    public List<PriorityInfo> getPriorities() {
        List<PriorityInfo> infos = new ArrayList<>();
        for (AllocationPriority priority : AllocationPriority.values()) {
            infos.add(new PriorityInfo(
                    word(priority),
                    engine.holdback().isExpected(priority),
                    engine.holdback().ceilingPermille(priority.ordinal()) / 1000.0,
                    engine.overload().admittedShare(priority),
                    engine.overload().shed(priority)));
        }
        return infos;
    }

    @Override
    public List<RefusalInfo> getRefusals() {
        List<RefusalInfo> infos = new ArrayList<>();
        for (Level level : engine.levels()) {
            for (Resource resource : Resource.values()) {
                RefusalInfo info = new RefusalInfo(
                        level.name(),
                        resource.words(),
                        level.refusals(resource, AllocationPriority.CRITICAL),
                        level.refusals(resource, AllocationPriority.HIGH),
                        level.refusals(resource, AllocationPriority.NORMAL),
                        level.refusals(resource, AllocationPriority.LOW));
                if (info.critical() + info.high() + info.normal() + info.low() > 0) {
                    infos.add(info);
                }
            }
        }
        return infos;
    }

    @Override
    public String getOverload() {
        return engine.overload().reason();
    }

    @Override
    public List<EstimateInfo> getEstimates() {
        List<EstimateInfo> infos = new ArrayList<>();
        engine.estimates().forEach((model, estimate) -> infos.add(info(model, estimate)));
        return infos;
    }

    private static EstimateInfo info(String model, CallEstimate estimate) {
        return new EstimateInfo(
                model,
                Limit.MEMORY.inUnits(estimate.demand().memoryKiB()),
                Limit.CPU.inUnits(estimate.demand().milliCores()),
                Limit.GPU.inUnits(estimate.demand().gpuMilli()),
                Limit.GPU_MEMORY.inUnits(estimate.demand().gpuMemoryKiB()),
                estimate.tokens(),
                estimate.basis().memory().word(),
                estimate.basis().cpu().word(),
                estimate.basis().samples());
    }

    private static String word(AllocationPriority priority) {
        return priority.name().toLowerCase(Locale.ROOT);
    }
}
