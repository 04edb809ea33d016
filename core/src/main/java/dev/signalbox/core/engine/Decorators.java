package dev.signalbox.core.engine;

import dev.signalbox.core.model.Instance;
import dev.signalbox.core.model.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what it means that a node is a decorator around another instance: of nested calls only the first one on a bound instance is
 * routed. Under the engine's lock.
 */
final class Decorators {
    private Decorators() {}

    static List<String> advice(Topology topology) {
        List<String> texts = new ArrayList<>();
        for (Node outer : topology.nodes()) {
            Instance instance = outer.instance();
            if (!outer.isAlive() || outer.requestName() != null) {
                continue; // a node that asks another's client tells nothing that the other does not
            }
            String text = text(topology, outer, instance.decorated());
            if (text != null) {
                texts.add("node " + outer.name() + ": " + text);
            }
        }
        return texts;
    }

    private static @Nullable String text(Topology topology, Node outer, List<Instance> decorated) {
        boolean entered = topology.entered(outer) != null;
        Instance first = null;
        for (Instance inner : decorated) {
            Node node = inner.binding() == null ? null : inner.binding().node();
            if (node != null && node.isAlive() && topology.has(node)) {
                return both(outer, node, entered);
            }
            first = first == null && !inner.refersTo(null) ? inner : first;
        }
        if (first == null || !entered) {
            return null;
        }
        String name = first.beanName().isEmpty() ? "" : ", the bean '" + first.beanName() + "'";
        return described(outer.instance()) + " is a decorator of an instance of " + first.className() + name
                + ": calls are routed before it, so an alternative is called without what it adds. To route underneath"
                + " it, match what it decorates";
    }

    private static String both(Node outer, Node inner, boolean entered) {
        String text = described(outer.instance()) + " is a decorator of " + inner.name() + ", and both are matched: ";
        return entered
                ? text + "a call on the decorator is routed there, what it calls inside is not routed again, and where "
                        + inner.name() + " fails, both fail. Match one of them"
                : text + "where it stands in for " + inner.name() + ", it calls that very model. Match another"
                        + " instance";
    }

    private static String described(Instance instance) {
        String bean = instance.beanName();
        return bean.isEmpty() ? instance.className() : "the bean '" + bean + "' (" + instance.className() + ")";
    }
}
