package dev.signalbox.core.config;

/**
 * The cheap call that tells whether a node of a model is well.
 *
 * @param type the class of a static method, or empty for a method of the instance itself
 * @param method the method's name, or empty for no probe
 */
public record ProbeConfig(String type, String method) {
    /** No probe. */
    public static final ProbeConfig NONE = new ProbeConfig("", "");

    /** Whether there is no probe. */
    public boolean isNone() {
        return method.isEmpty();
    }

    /** Whether the method is the instance's own. */
    public boolean isOfInstance() {
        return type.isEmpty();
    }

    @Override
    public String toString() {
        return isOfInstance() ? method.concat("()") : type.concat("::").concat(method);
    }
}
