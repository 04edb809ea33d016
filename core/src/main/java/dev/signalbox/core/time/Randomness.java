package dev.signalbox.core.time;

/** The only door to randomness: safe for use by many threads. */
@FunctionalInterface
public interface Randomness {
    /**
     * A number drawn uniformly from {@code 0..bound-1}.
     *
     * @param bound 1 or more
     */
    long nextLong(long bound);
}
