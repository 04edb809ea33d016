package dev.signalbox.agent.site;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One method of a call site, told by name and parameter types. Overriders may narrow the return type, which matters where the caller
 * is always given an object of our own: such a method has a gate only where it returns the type that is told here.
 *
 * @param name the method's name
 * @param parameterTypes the erased parameters' type names as in source ({@code int}, {@code com.acme.Features},
 *     {@code float[]}), nested types by their binary name; null means the only method of that name in the root type
 * @param required whether the call site is disabled where the root type has no such method; an overload that came with a
 *     later version of a library is not required
 * @param returns the binary name of the only return type that can be served, or null where any can
 */
public record SiteMethod(
        String name,
        @Nullable List<String> parameterTypes,
        boolean required,
        @Nullable String returns) {
    /** A method that may return anything. */
    public SiteMethod(String name, @Nullable List<String> parameterTypes, boolean required) {
        this(name, parameterTypes, required, null);
    }

    /** A method that the root type must have. */
    public static SiteMethod required(String name, String... parameterTypes) {
        return new SiteMethod(name, List.of(parameterTypes), true);
    }

    /** An overload that the root type may have. */
    public static SiteMethod optional(String name, String... parameterTypes) {
        return new SiteMethod(name, List.of(parameterTypes), false);
    }

    /** The same method, only where it returns this very type. */
    public SiteMethod returning(String type) {
        return new SiteMethod(name, parameterTypes, required, type);
    }
}
