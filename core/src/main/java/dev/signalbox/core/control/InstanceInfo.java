package dev.signalbox.core.control;

/**
 * One live model instance.
 *
 * @param node the node's name, such as {@code large#0}; where no model of the config matches, the bean's name, the instance's
 *     own, or one made of its class
 * @param callSite the id of the call site that found it
 * @param name the instance's own name, empty where it has none
 * @param className its class
 * @param state {@code routed} (calls on it are routed), {@code target} (a chain may call it), {@code observed} or {@code off}
 * @param calls calls it answered, or failed, so far
 * @param meanMillis mean latency of those in milliseconds; NaN where there was none
 * @param note why it is not part of a route although it seems to belong there, or empty
 * @param beanName the Spring bean that it is, empty where it is none
 */
public record InstanceInfo(
        String node,
        String callSite,
        String name,
        String className,
        String state,
        long calls,
        double meanMillis,
        String note,
        String beanName) {}
