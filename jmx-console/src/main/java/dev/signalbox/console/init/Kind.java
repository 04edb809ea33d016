package dev.signalbox.console.init;

import dev.signalbox.core.control.InstanceInfo;
import java.util.List;

/** The instances that one {@code match} can tell from all others: those of one Spring bean, or else of one library, own name
 * and class. */
record Kind(List<InstanceInfo> instances) {
    /** The one that was seen first. */
    InstanceInfo first() {
        return instances.get(0);
    }

    String library() {
        return first().library();
    }

    /** Their own name, or empty where they have none that a config could give. */
    String ownName() {
        return ownName(first());
    }

    static String ownName(InstanceInfo instance) {
        return instance.name().isBlank() ? "" : instance.name();
    }

    /** The Spring bean they are; empty where they are none. */
    String bean() {
        return first().beanName();
    }

    String className() {
        return first().className();
    }

    List<String> callSites() {
        return first().callSites();
    }

    long calls() {
        return instances.stream().mapToLong(InstanceInfo::calls).sum();
    }

    boolean is(InstanceInfo other) {
        return library().equals(other.library())
                && bean().equals(other.beanName())
                && ownName().equals(ownName(other))
                && className().equals(other.className());
    }
}
