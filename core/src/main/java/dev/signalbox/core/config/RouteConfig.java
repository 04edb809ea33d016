package dev.signalbox.core.config;

import java.util.List;

/**
 * One entry of {@code routes}: a named decision point.
 *
 * @param name the route's name
 * @param callSites the ids of the call sites it is bound to: {@code langchain4j.chat}, {@code onnxruntime.run}, or names
 *     from {@code call-sites}; at least one
 * @param entry the model whose instances are bound: a call on one of its nodes is routed; the primary's model by default
 * @param chains the primary first, then the alternatives in order; names are unique
 * @param retry how often and how soon an attempt is repeated on the same node
 * @param deadline how long a call may take over all its attempts
 * @param recovery when chains and nodes are in trouble, and what is done about it
 */
public record RouteConfig(
        String name,
        List<String> callSites,
        String entry,
        List<ChainConfig> chains,
        RetryConfig retry,
        DeadlineConfig deadline,
        RecoveryConfig recovery) {
    /** A route without a deadline and without conditions. */
    public RouteConfig(String name, List<String> callSites, String entry, List<ChainConfig> chains, RetryConfig retry) {
        this(name, callSites, entry, chains, retry, DeadlineConfig.NONE, RecoveryConfig.NONE);
    }
}
