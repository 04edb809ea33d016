package dev.signalbox.core.control;

import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** The names under which beans are registered: the domain {@code signalbox}, {@code type} first, other values quoted. */
public final class Names {
    /** The domain of every bean but the metrics. */
    public static final String DOMAIN = "signalbox";
    /** The domain under which the Dropwizard metrics are reported. */
    public static final String METRICS_DOMAIN = "signalbox.metrics";

    private Names() {}

    /** {@code signalbox:type=Agent}. */
    public static ObjectName agent() {
        return name("type=Agent");
    }

    /** {@code signalbox:type=Hardware}. */
    public static ObjectName hardware() {
        return name("type=Hardware");
    }

    /** {@code signalbox:type=Recovery}. */
    public static ObjectName recovery() {
        return name("type=Recovery");
    }

    /** {@code signalbox:type=Route,name=chat}. */
    public static ObjectName route(String route) {
        return name("type=Route,name=" + value(route));
    }

    /** {@code signalbox:type=Chain,route=chat,name=small}. */
    public static ObjectName chain(String route, String chain) {
        return name("type=Chain,route=" + value(route) + ",name=" + value(chain));
    }

    /** {@code signalbox:type=Node,model=large,name=large#0}. */
    public static ObjectName node(String model, String node) {
        return name("type=Node,model=" + value(model) + ",name=" + value(node));
    }

    /** {@code signalbox:type=NodeTuning,model=large,name=large#0}. */
    public static ObjectName nodeTuning(String model, String node) {
        return name("type=NodeTuning,model=" + value(model) + ",name=" + value(node));
    }

    /** {@code signalbox:type=Balance}: that of the whole JVM. */
    public static ObjectName balance() {
        return name("type=Balance");
    }

    /** {@code signalbox:type=Balance,model=large}. */
    public static ObjectName balance(String model) {
        return name("type=Balance,model=" + value(model));
    }

    /** {@code signalbox:type=Allocation}. */
    public static ObjectName allocation() {
        return name("type=Allocation");
    }

    /** {@code signalbox:type=AllocationTuning}: the limits of the whole JVM. */
    public static ObjectName allocationTuning() {
        return name("type=AllocationTuning");
    }

    /** {@code signalbox:type=ModelTuning,name=large}. */
    public static ObjectName modelTuning(String model) {
        return name("type=ModelTuning,name=" + value(model));
    }

    /** {@code signalbox:type=RouteTuning,name=chat}. */
    public static ObjectName routeTuning(String route) {
        return name("type=RouteTuning,name=" + value(route));
    }

    /** The value of a key property as it was before it was quoted where needed; null where the name lacks the key. */
    public static @Nullable String valueOf(ObjectName name, String key) {
        String value = name.getKeyProperty(key);
        return value != null && value.startsWith("\"") ? ObjectName.unquote(value) : value;
    }

    /** Quotes only what has to be: consoles show the quotes. */
    private static String value(String text) {
        boolean plain = !text.isEmpty();
        for (int i = 0; i < text.length() && plain; i++) {
            plain = ",=:\"*?\n".indexOf(text.charAt(i)) < 0;
        }
        return plain ? text : ObjectName.quote(text);
    }

    private static ObjectName name(String properties) {
        try {
            return new ObjectName(DOMAIN + ":" + properties);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException("not a valid object name: " + DOMAIN + ":" + properties, e);
        }
    }
}
