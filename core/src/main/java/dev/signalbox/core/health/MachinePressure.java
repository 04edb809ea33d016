package dev.signalbox.core.health;

import dev.signalbox.core.hardware.HardwareSnapshot;

/** Says whether the machine under the nodes is saturated, and in what. The control thread updates it; anybody reads it. */
public final class MachinePressure {
    private final HealthPolicy.Machine policy;
    private final Hysteresis cpu = new Hysteresis();
    private final Hysteresis memory = new Hysteresis();
    private volatile String reason = "";

    /** A machine of which nothing is known. */
    public MachinePressure(HealthPolicy policy) {
        this.policy = policy.machine();
    }

    /** Judges a reading of the machine. */
    public void update(HardwareSnapshot reading) {
        // Math.max would make unknown of the one that is known.
        double host = reading.host().cpu();
        double own = reading.process().cpu();
        double busy = own > host || Double.isNaN(host) ? own : host;
        double used = 1 - reading.host().memoryAvailableMB() / reading.host().memoryMB();
        boolean isBusy = cpu.update(busy, policy.cpuFrom(), policy.cpuBelow());
        boolean isFull = memory.update(used, policy.memoryFrom(), policy.memoryBelow());
        reason = isFull
                ? "the machine's memory is " + HealthMonitor.percent(used) + " in use"
                : isBusy ? "the machine's CPU is " + HealthMonitor.percent(busy) + " busy" : "";
    }

    /** Why the machine counts as saturated, in words; empty where it does not. */
    public String reason() {
        return reason;
    }
}
