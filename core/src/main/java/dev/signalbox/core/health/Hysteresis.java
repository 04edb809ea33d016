package dev.signalbox.core.health;

/** A trouble that begins at one figure and ends below a lower one. What is unknown is no trouble. */
final class Hysteresis {
    private boolean on;

    /** Judges a figure: on from {@code from} on, off below {@code below}, else as before. */
    boolean update(double figure, double from, double below) {
        on = figure >= (on ? below : from);
        return on;
    }

    boolean isOn() {
        return on;
    }
}
