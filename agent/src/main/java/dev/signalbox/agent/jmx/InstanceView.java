package dev.signalbox.agent.jmx;

import dev.signalbox.core.control.InstanceInfo;
import dev.signalbox.core.metrics.LatencySnapshot;
import dev.signalbox.core.metrics.Meter;
import dev.signalbox.core.model.Binding;
import dev.signalbox.core.model.Instance;
import dev.signalbox.core.model.Node;
import org.jspecify.annotations.Nullable;

/** Describes a live instance by what it is in the topology in force. */
final class InstanceView {
    private InstanceView() {}

    /** One row of the agent's instances. */
    static InstanceInfo of(Instance instance, boolean bypassed) {
        Binding binding = instance.binding();
        if (binding == null) {
            return info(instance, new Binding("", "", null, null, false, "not looked at yet"), "off");
        }
        return info(instance, binding, bypassed ? "off" : state(binding));
    }

    private static String state(Binding binding) {
        if (binding.route() != null) {
            return "routed";
        }
        if (binding.node() != null) {
            return "target";
        }
        return binding.observed() ? "observed" : "off";
    }

    private static InstanceInfo info(Instance instance, Binding binding, String state) {
        Node node = binding.node();
        long alone = instance.meter().total();
        long asNode = node == null ? 0 : node.meter().total();
        double nanos = sumNanos(instance.meter(), alone) + (node == null ? 0 : sumNanos(node.meter(), asNode));
        long calls = alone + asNode;
        long read = instance.meter().inputTokens()
                + (node == null ? 0 : node.meter().inputTokens());
        long written = instance.meter().outputTokens()
                + (node == null ? 0 : node.meter().outputTokens());
        return new InstanceInfo(
                binding.name(),
                library(instance),
                instance.siteIds(),
                binding.ownName(),
                instance.className(),
                instance.constructedAt(),
                state,
                calls,
                calls == 0 ? Double.NaN : nanos / calls / 1e6,
                latencies(instance, node).quantileMillis(0.95),
                tokens(instance, read, calls),
                tokens(instance, written, calls),
                binding.note(),
                instance.beanName());
    }

    /** A call site of the config tells its own id where a library's tells the library. */
    private static String library(Instance instance) {
        return instance.library().equals(instance.siteId()) ? "" : instance.library();
    }

    private static LatencySnapshot latencies(Instance instance, @Nullable Node node) {
        LatencySnapshot alone = instance.meter().latencies();
        return node == null ? alone : alone.plus(node.meter().latencies());
    }

    /** Calls without any token are calls of which the library did not tell. */
    private static double tokens(Instance instance, long told, long calls) {
        return !instance.tellsTokens() || (told == 0 && calls > 0) ? Double.NaN : told;
    }

    private static double sumNanos(Meter meter, long calls) {
        return calls == 0 ? 0 : meter.meanNanos() * calls;
    }
}
