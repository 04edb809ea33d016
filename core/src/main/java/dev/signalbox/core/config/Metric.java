package dev.signalbox.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A number that conditions compare; each has a unit, and is unknown (NaN) where it cannot be told. */
public enum Metric {
    /** Share of attempts that failed by the node's fault. */
    ERROR_RATE(Unit.SHARE, "share of the node's attempts of the last 10 s that failed by its fault"),
    /** Share of attempts that did not fail by the node's fault. */
    SUCCESS_RATE(Unit.SHARE, "share of the node's attempts of the last 10 s that did not fail by its fault"),
    /** Share of attempts that were answered. */
    EFFICIENCY(Unit.SHARE, "share of the node's attempts of the last 10 s that were answered"),
    /** Failed attempts in the window. */
    ERRORS(Unit.COUNT, "the node's attempts of the last 10 s that failed by its fault"),
    /** Failed attempts in a row. */
    CONSECUTIVE_ERRORS(
            Unit.COUNT, "the node's attempts in a row that failed by its fault; unknown 10 s after its last attempt"),
    /** Attempts in the window. */
    CALLS(Unit.COUNT, "the node's attempts of the last 10 s"),
    /** Attempts under way. */
    IN_FLIGHT(Unit.COUNT, "the node's attempts under way"),
    /** Median latency. */
    P50(Unit.DURATION, "median latency of the node's attempts of the last 10 s, within 6.25 %"),
    /** 95th percentile of the latency. */
    P95(Unit.DURATION, "95th percentile of the latency of the node's attempts of the last 10 s, within 6.25 %"),
    /** CPU of this process. */
    CPU(Unit.SHARE, "CPU time of this process, of what it may use"),
    /** CPU of the machine. */
    HOST_CPU(Unit.SHARE, "busy share of the machine's processors"),
    /** Heap in use. */
    HEAP(Unit.SHARE, "heap in use, of the most it may grow to"),
    /** Resident memory. */
    MEMORY(Unit.SHARE, "resident memory of this process, of its container's limit, else of the machine's memory"),
    /** Memory of the machine. */
    HOST_MEMORY(Unit.SHARE, "memory of the machine that cannot be had without swapping"),
    /** Calls that wait for room. */
    QUEUE(Unit.COUNT, "calls that wait for room in the routes that lead to the node's model"),
    /** Memory of the GPU. */
    GPU_MEMORY(Unit.SHARE, "memory in use of the GPU that is fullest");

    /** How a metric's thresholds are written. */
    public enum Unit {
        /** 0 to 1. */
        SHARE("a share from 0 to 1, such as 20% or 0.2"),
        /** A whole number. */
        COUNT("a whole number from 0 to 1000000"),
        /** Compared in milliseconds. */
        DURATION(Durations.FORMS);

        private final String allowed;

        Unit(String allowed) {
            this.allowed = allowed;
        }

        /** What a threshold may be, in words. */
        public String allowed() {
            return allowed;
        }

        /** A threshold as it may be written; milliseconds where it is a duration. */
        public String format(double threshold) {
            return this == DURATION
                    ? Durations.format(java.time.Duration.ofMillis((long) threshold))
                    : threshold == Math.rint(threshold) && Math.abs(threshold) < 1e15
                            ? Long.toString((long) threshold)
                            : Double.toString(threshold);
        }
    }

    private final Unit unit;
    private final String text;

    Metric(Unit unit, String text) {
        this.unit = unit;
        this.text = text;
    }

    /** How it is written: {@code error-rate}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its unit. */
    public Unit unit() {
        return unit;
    }

    /** What it is, in words. */
    public String text() {
        return text;
    }

    /** Whether it is the whole machine's, the process' or a route's, so that it tells no node from another. */
    public boolean isOfMachine() {
        return switch (this) {
            case CPU, HOST_CPU, HEAP, MEMORY, HOST_MEMORY, QUEUE, GPU_MEMORY -> true;
            default -> false;
        };
    }

    static @Nullable Metric of(String word) {
        for (Metric m : values()) {
            if (m.word().equals(word)) {
                return m;
            }
        }
        return null;
    }

    /** The words that may be written today. */
    static List<String> words() {
        List<String> words = new ArrayList<>();
        for (Metric m : values()) {
            words.add(m.word());
        }
        return words;
    }
}
