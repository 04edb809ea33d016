package dev.signalbox.core.route;

/**
 * An operator's failover.
 *
 * @param chain the chain's name
 * @param endless true where it has no end
 * @param endsNanos when it ends by itself, on the monotonic clock; without meaning where it is endless
 * @param reason why, in the operator's words
 */
public record Forced(String chain, boolean endless, long endsNanos, String reason) {
    /** Whether its time is over. */
    public boolean isOver(long now) {
        return !endless && now - endsNanos >= 0;
    }
}
