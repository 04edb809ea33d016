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
 * @param allocation what its calls may hold, and whether they wait for it
 * @param wishes how important its calls are
 * @param ranking what it asks of its chains, and how they rank
 */
public record RouteConfig(
        String name,
        List<String> callSites,
        String entry,
        List<ChainConfig> chains,
        RetryConfig retry,
        DeadlineConfig deadline,
        RecoveryConfig recovery,
        RouteAllocation allocation,
        WishesConfig wishes,
        RankingConfig ranking) {
    /** A route that tries its chains in order, and asks nothing of them. */
    public RouteConfig(
            String name,
            List<String> callSites,
            String entry,
            List<ChainConfig> chains,
            RetryConfig retry,
            DeadlineConfig deadline,
            RecoveryConfig recovery,
            RouteAllocation allocation,
            WishesConfig wishes) {
        this(name, callSites, entry, chains, retry, deadline, recovery, allocation, wishes, RankingConfig.NONE);
    }

    /** A route whose calls are normal ones, without a deadline, conditions and limits. */
    public RouteConfig(String name, List<String> callSites, String entry, List<ChainConfig> chains, RetryConfig retry) {
        this(
                name,
                callSites,
                entry,
                chains,
                retry,
                DeadlineConfig.NONE,
                RecoveryConfig.NONE,
                RouteAllocation.NONE,
                WishesConfig.NONE);
    }

    /** A route whose calls are normal ones, without limits. */
    public RouteConfig(
            String name,
            List<String> callSites,
            String entry,
            List<ChainConfig> chains,
            RetryConfig retry,
            DeadlineConfig deadline,
            RecoveryConfig recovery) {
        this(name, callSites, entry, chains, retry, deadline, recovery, RouteAllocation.NONE, WishesConfig.NONE);
    }
}
