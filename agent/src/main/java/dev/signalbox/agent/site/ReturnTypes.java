package dev.signalbox.agent.site;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call site's method returns in each class. Overriders may narrow it, and an instrumented body casts the answer it is
 * given to its own return type: one from a model that promises less would end in a {@link ClassCastException} at the caller.
 */
public final class ReturnTypes {
    private final String name;
    private final List<String> parameterTypes;

    /** Kept with the class itself; a return type is known to its class's loader, so that nothing is held that would go. */
    private final ClassValue<Class<?>> narrowest = new ClassValue<>() {
        @Override
        protected Class<?> computeValue(Class<?> type) {
            return narrowed(Object.class, type);
        }
    };

    /**
     * The return types of a method.
     *
     * @param parameterTypes the erased parameters' type names as in source, nested types by their binary name
     */
    public ReturnTypes(String name, List<String> parameterTypes) {
        this.name = name;
        this.parameterTypes = List.copyOf(parameterTypes);
    }

    /** Why what one instance returns cannot stand for what another returns, in words, or null. */
    public @Nullable String refusal(Object primary, Object candidate) {
        if (primary.getClass() == candidate.getClass()) {
            return null;
        }
        Class<?> wanted = narrowest.get(primary.getClass());
        Class<?> found = narrowest.get(candidate.getClass());
        return wanted.isAssignableFrom(found)
                ? null
                : candidate.getClass().getName() + "." + name + " returns " + found.getTypeName() + ", the primary "
                        + wanted.getTypeName();
    }

    /** The narrowest return type that a class or one of its ancestors declares: the most specific overrider has it. */
    private Class<?> narrowed(Class<?> known, Class<?> type) {
        Class<?> narrow = known;
        for (Method method : type.getDeclaredMethods()) {
            Class<?> returned = method.getReturnType();
            if (method.getName().equals(name)
                    && (method.getModifiers() & (Modifier.STATIC | Modifier.PRIVATE)) == 0
                    && (narrow.isAssignableFrom(returned) || returned.isPrimitive())
                    && Arrays.stream(method.getParameterTypes())
                            .map(Class::getTypeName)
                            .toList()
                            .equals(parameterTypes)) {
                narrow = returned;
            }
        }
        for (Class<?> each : type.getInterfaces()) {
            narrow = narrowed(narrow, each);
        }
        return type.getSuperclass() == null ? narrow : narrowed(narrow, type.getSuperclass());
    }
}
