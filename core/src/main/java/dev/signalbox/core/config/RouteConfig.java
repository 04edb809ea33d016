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
 * @param recovery when chains and nodes are in trouble, and what is done about it
 */
public record RouteConfig(
        String name,
        List<String> callSites,
        String entry,
        List<ChainConfig> chains,
        RetryConfig retry,
        RecoveryConfig recovery) {
    /** A route without conditions. */
    public RouteConfig(String name, List<String> callSites, String entry, List<ChainConfig> chains, RetryConfig retry) {
        this(name, callSites, entry, chains, retry, RecoveryConfig.NONE);
    }
}
