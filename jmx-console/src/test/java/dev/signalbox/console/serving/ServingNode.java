package dev.signalbox.console.serving;

import dev.signalbox.core.control.CostInfo;
import dev.signalbox.core.control.NodeMXBean;
import java.util.Map;

/** A node with the switches of the real one; the large one is being taken away. */
final class ServingNode implements NodeMXBean {
    private final String model;
    private final String health;
    private volatile boolean drained;
    private volatile boolean ejected;
    private volatile double ejectedSecondsLeft = Double.NaN;
    private volatile String lastProbe = "";

    ServingNode(String model, String health) {
        this.model = model;
        this.health = health;
    }

    @Override
    public String getName() {
        return model + "#0";
    }

    @Override
    public String getModel() {
        return model;
    }

    @Override
    public String getClassName() {
        return "com.acme.Model";
    }

    @Override
    public String getCallSite() {
        return "langchain4j.chat";
    }

    @Override
    public String getHealth() {
        return health;
    }

    @Override
    public String getHealthReason() {
        return health.equals("healthy") ? "few errors" : "12 errors in a row";
    }

    @Override
    public String getBreaker() {
        return health.equals("failed") ? "open" : "closed";
    }

    @Override
    public double getBreakerSecondsLeft() {
        return health.equals("failed") ? 7 : Double.NaN;
    }

    @Override
    public double getAutomaticWeight() {
        return 1;
    }

    @Override
    public boolean isLeaving() {
        return health.equals("failed");
    }

    @Override
    public boolean isDrained() {
        return drained;
    }

    @Override
    public boolean isAlive() {
        return true;
    }

    @Override
    public int getInFlight() {
        return 3;
    }

    @Override
    public long getCalls() {
        return 1200;
    }

    @Override
    public long getFailures() {
        return 12;
    }

    @Override
    public long getCallerFaults() {
        return 1;
    }

    @Override
    public Map<String, Long> getFailuresByClass() {
        return Map.of("transient", 10L, "overload", 2L);
    }

    @Override
    public int getConsecutiveFailures() {
        return 0;
    }

    @Override
    public double getErrorRate() {
        return health.equals("failed") ? 1 : Double.NaN;
    }

    @Override
    public double getMeanMillis() {
        return 40;
    }

    @Override
    public double getP50Millis() {
        return 38;
    }

    @Override
    public double getP95Millis() {
        return 90;
    }

    @Override
    public double getP99Millis() {
        return 120;
    }

    @Override
    public long getInputTokens() {
        return 0;
    }

    @Override
    public long getOutputTokens() {
        return 0;
    }

    @Override
    public void drain() {
        drained = true;
    }

    @Override
    public void resume() {
        drained = false;
        ejected = false;
        ejectedSecondsLeft = Double.NaN;
    }

    @Override
    public double getResponseTimeMillis() {
        return Double.NaN;
    }

    @Override
    public double getRecentP95Millis() {
        return Double.NaN;
    }

    @Override
    public double getSuccessRate() {
        return Double.NaN;
    }

    @Override
    public double getEfficiency() {
        return Double.NaN;
    }

    @Override
    public double getUsualP50Millis() {
        return Double.NaN;
    }

    @Override
    public double getUsualP95Millis() {
        return Double.NaN;
    }

    @Override
    public double getUsualInFlight() {
        return Double.NaN;
    }

    @Override
    public double getEjectedSecondsLeft() {
        return ejectedSecondsLeft;
    }

    @Override
    public long getRecentErrors() {
        return 0;
    }

    @Override
    public String getAvailableResources() {
        return "unknown";
    }

    @Override
    public boolean isEjected() {
        return ejected;
    }

    @Override
    public String getEjectedReason() {
        return ejected ? "ejected by an operator" : "";
    }

    @Override
    public String getLastProbe() {
        return lastProbe;
    }

    @Override
    public String probe() {
        lastProbe = "2026-11-24T13:50:00Z: it answered ping(), after 3 ms";
        return "probing it by ping()";
    }

    @Override
    public CostInfo getCost() {
        return new CostInfo(2.5, 0.5, 40, Double.NaN, 12);
    }

    @Override
    public void eject() {
        eject("");
    }

    @Override
    public void eject(String duration) {
        ejected = true;
        ejectedSecondsLeft = duration.isEmpty() ? Double.NaN : 300;
    }
}
