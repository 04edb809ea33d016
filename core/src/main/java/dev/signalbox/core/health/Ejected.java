package dev.signalbox.core.health;

/**
 * That a node is kept out of service for a time, as an outlier or by an operator.
 *
 * @param reason why, in words
 * @param byOperator whether an operator did it: then nothing but its time or an operator ends it
 * @param slow whether it was too slow, which a cheap probe cannot disprove
 * @param endless true where only an operator ends it
 * @param untilNanos when it ends by itself, on the monotonic clock; without meaning where it is endless
 */
public record Ejected(String reason, boolean byOperator, boolean slow, boolean endless, long untilNanos) {
    /** Whether its time is over. */
    public boolean isOver(long now) {
        return !endless && now - untilNanos >= 0;
    }

    /** The ejection in words. */
    public String inWords() {
        String who = byOperator ? "ejected by an operator" : "ejected";
        return reason.isEmpty() ? who : who + ": " + reason;
    }

    /** Seconds until it ends by itself; NaN where it does not. */
    public double secondsLeft(long now) {
        return endless ? Double.NaN : Math.max(0, untilNanos - now) / 1e9;
    }
}
