package dev.signalbox.agent.jmx;

import dev.signalbox.core.admission.TaskAllocation;
import dev.signalbox.core.balance.BalanceMetrics;
import dev.signalbox.core.balance.LoadDistribution;
import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.control.BalanceMXBean;
import dev.signalbox.core.control.NodeLoadInfo;
import dev.signalbox.core.control.TaskInfo;
import dev.signalbox.core.engine.Engine;
import dev.signalbox.core.hardware.HardwareSnapshot;
import dev.signalbox.core.health.NodeHealth;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** The load of the nodes of a model, or of all, as JMX shows it. */
final class BalanceBean implements BalanceMXBean {
    private static final int MOST_TASKS = 1_000;

    private final Engine engine;
    private final String model;
    private final Supplier<HardwareSnapshot> hardware;
    private final TimeSource time;

    /** @param model the model that is meant, or empty for all */
    BalanceBean(Engine engine, String model, Supplier<HardwareSnapshot> hardware, TimeSource time) {
        this.engine = engine;
        this.model = model;
        this.hardware = hardware;
        this.time = time;
    }

    private LoadDistribution distribution() {
        return engine.distribution(model, hardware.get());
    }

    private BalanceMetrics metrics() {
        return distribution().metrics();
    }

    @Override
    public String getModel() {
        return model;
    }

    @Override
    public String getStrategy() {
        ModelConfig config = engine.config().models().get(model);
        return config == null ? "" : config.balance().strategy().word();
    }

    @Override
    public double getDistributionScore() {
        return metrics().distributionScore();
    }

    @Override
    public double getCpuUtilization() {
        return metrics().utilization().cpu();
    }

    @Override
    public double getMemoryUtilization() {
        return metrics().utilization().memory();
    }

    @Override
    public double getGpuUtilization() {
        return metrics().utilization().gpu();
    }

    @Override
    public double getResponseTimeMillis() {
        return metrics().performance().responseTimeMillis();
    }

    @Override
    public double getP95Millis() {
        return metrics().performance().p95Millis();
    }

    @Override
    public double getSuccessRate() {
        return metrics().performance().successRate();
    }

    @Override
    public double getEfficiency() {
        return metrics().performance().efficiency();
    }

    @Override
    public long getErrors() {
        return metrics().performance().errors();
    }

    @Override
    public List<NodeLoadInfo> getNodes() {
        List<NodeLoadInfo> infos = new ArrayList<>();
        long now = time.nanoTime();
        for (Node node : engine.nodes()) {
            if (model.isEmpty() || node.model().equals(model)) {
                NodeHealth health = node.monitor().health();
                infos.add(new NodeLoadInfo(
                        node.name(),
                        node.model(),
                        node.weight(),
                        node.share(now),
                        node.inFlight(),
                        health.calls(),
                        health.status().word(),
                        health.reason(),
                        health.errorRate(),
                        health.performance().responseTimeMillis()));
            }
        }
        return infos;
    }

    @Override
    public List<TaskInfo> getTasks() {
        List<TaskInfo> infos = new ArrayList<>();
        distribution()
                .nodeAllocations()
                .forEach((node, tasks) ->
                        tasks.stream().limit(MOST_TASKS - infos.size()).forEach(task -> infos.add(info(node, task))));
        return infos;
    }

    private static TaskInfo info(String node, TaskAllocation task) {
        return new TaskInfo(
                task.taskId(),
                node,
                task.priority().name().toLowerCase(Locale.ROOT),
                task.startTimeMillis(),
                task.expectedDurationMillis(),
                task.resources().memoryMB(),
                task.resources().cpuCores(),
                task.resources().gpuShare(),
                task.resources().tokens());
    }
}
