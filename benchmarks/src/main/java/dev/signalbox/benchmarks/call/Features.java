package dev.signalbox.benchmarks.call;

/** What a {@link Scorer} is asked about. */
public record Features(int age, int visits) {}
