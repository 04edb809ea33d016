package dev.signalbox.core.config;

/**
 * A static method named in the config as {@code com.acme.Models::newLocal}.
 *
 * @param type the fully qualified name of the class
 * @param method the method's name
 */
public record StaticMethod(String type, String method) {
    @Override
    public String toString() {
        return type + "::" + method;
    }
}
