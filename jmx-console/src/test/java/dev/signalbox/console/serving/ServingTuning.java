package dev.signalbox.console.serving;

import dev.signalbox.core.control.NodeTuningMXBean;

/** A node's weight, with the bounds of the real one. */
final class ServingTuning implements NodeTuningMXBean {
    private final String name;
    private volatile double weight = 1;

    ServingTuning(String name) {
        this.name = name;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public double getWeight() {
        return weight;
    }

    @Override
    public void setWeight(double next) {
        if (!(next >= 0 && next <= 100)) {
            throw new IllegalArgumentException("weight " + next + " is out of range: 0 to 100.0");
        }
        weight = next;
    }
}
