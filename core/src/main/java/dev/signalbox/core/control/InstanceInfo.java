package dev.signalbox.core.control;

import java.util.List;

/**
 * One live model instance.
 *
 * @param node the node's name, such as {@code large#0}; where no model of the config matches, the bean's name, the instance's
 *     own, or one made of its class
 * @param library the library it belongs to, such as {@code langchain4j}; empty where it is of a call site of the config
 * @param callSites the ids of its call sites, the one that found it first
 * @param name the instance's own name, empty where it has none
 * @param className its class
 * @param constructedAt where the application made it, such as {@code com.acme.App.main(App.java:42)}; empty where that is
 *     not known, because it was found by its first call
 * @param state {@code routed} (calls on it are routed), {@code target} (a chain may call it), {@code observed} or {@code off}
 * @param calls calls it answered, or failed, so far
 * @param meanMillis mean latency of those in milliseconds; NaN where there was none
 * @param p95Millis 95th percentile of their latency in milliseconds, within 6.25 %; NaN where there was none
 * @param inputTokens tokens read by those, as far as the library told; NaN where it told none
 * @param outputTokens tokens written by those, as far as the library told; NaN where it told none
 * @param note why it is not part of a route although it seems to belong there, or empty
 * @param beanName the Spring bean that it is, empty where it is none
 */
public record InstanceInfo(
        String node,
        String library,
        List<String> callSites,
        String name,
        String className,
        String constructedAt,
        String state,
        long calls,
        double meanMillis,
        double p95Millis,
        double inputTokens,
        double outputTokens,
        String note,
        String beanName) {}
