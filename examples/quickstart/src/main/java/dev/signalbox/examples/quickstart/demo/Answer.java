package dev.signalbox.examples.quickstart.demo;

/**
 * What one caller got.
 *
 * @param kind what it asked for
 * @param startNanos when it asked
 * @param endNanos when it had the answer, or the failure
 * @param chain which chain the answer's own content points to; empty where the call failed
 * @param error what it was told instead of an answer; empty where there is one
 */
record Answer(Kind kind, long startNanos, long endNanos, String chain, String error) {
    boolean failed() {
        return !error.isEmpty();
    }

    double millis() {
        return (endNanos - startNanos) / 1e6;
    }
}
