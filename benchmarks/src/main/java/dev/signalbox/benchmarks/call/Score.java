package dev.signalbox.benchmarks.call;

/**
 * What a {@link Scorer} answers.
 *
 * @param model the scorer that answered
 */
public record Score(String model, double value) {}
