package dev.signalbox.agent.jmx;

import dev.signalbox.core.control.InstanceInfo;
import dev.signalbox.core.metrics.Meter;
import dev.signalbox.core.model.Binding;
import dev.signalbox.core.model.Instance;
import dev.signalbox.core.model.Node;

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
        return new InstanceInfo(
                binding.name(),
                instance.siteId(),
                binding.ownName(),
                instance.className(),
                state,
                alone + asNode,
                alone + asNode == 0 ? Double.NaN : nanos / (alone + asNode) / 1e6,
                binding.note(),
                instance.beanName());
    }

    private static double sumNanos(Meter meter, long calls) {
        return calls == 0 ? 0 : meter.meanNanos() * calls;
    }
}
