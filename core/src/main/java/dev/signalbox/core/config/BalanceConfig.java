package dev.signalbox.core.config;

/**
 * How calls are spread over the nodes of a model.
 *
 * @param strategy how the node of a call is chosen
 */
public record BalanceConfig(BalanceStrategy strategy) {
    /** By the hot-cold rule. */
    public static final BalanceConfig DEFAULT = new BalanceConfig(BalanceStrategy.HOT_COLD);
}
