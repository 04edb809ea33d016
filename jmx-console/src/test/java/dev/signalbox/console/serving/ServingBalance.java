package dev.signalbox.console.serving;

import dev.signalbox.core.control.BalanceMXBean;
import dev.signalbox.core.control.NodeLoadInfo;
import dev.signalbox.core.control.TaskInfo;
import java.util.List;

/** Two nodes of a model, of which the second starts slowly; or, without a model, those of all. */
final class ServingBalance implements BalanceMXBean {
    private final String model;

    /** @param model the model that is meant, or empty for all */
    ServingBalance(String model) {
        this.model = model;
    }

    @Override
    public String getModel() {
        return model;
    }

    @Override
    public String getStrategy() {
        return model.isEmpty() ? "" : "hot-cold";
    }

    @Override
    public double getDistributionScore() {
        return 0.9754;
    }

    @Override
    public double getCpuUtilization() {
        return Double.NaN;
    }

    @Override
    public double getMemoryUtilization() {
        return 50;
    }

    @Override
    public double getGpuUtilization() {
        return Double.NaN;
    }

    @Override
    public double getResponseTimeMillis() {
        return 38;
    }

    @Override
    public double getP95Millis() {
        return 90;
    }

    @Override
    public double getSuccessRate() {
        return 0.99;
    }

    @Override
    public double getEfficiency() {
        return 0.98;
    }

    @Override
    public long getErrors() {
        return 12;
    }

    @Override
    public List<NodeLoadInfo> getNodes() {
        return List.of(
                new NodeLoadInfo(model + "#0", model, 1, 1, 3, 120, "failed", "12 errors in a row", 1, 38),
                new NodeLoadInfo(model + "#1", model, 0.5, 0.05, 0, 0, "healthy", "", Double.NaN, Double.NaN));
    }

    @Override
    public List<TaskInfo> getTasks() {
        double unknown = Double.NaN;
        return List.of(
                new TaskInfo("1", model + "#0", "normal", 1_764_000_000_000L, 38, unknown, unknown, unknown, unknown));
    }
}
