package dev.signalbox.agent.library.springai;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts what a caller set into another model's options: the properties that differ from those the called model has by itself.
 *
 * <p>Providers' options have dozens of properties and no interface over them, but all follow one convention: what {@code getX}
 * tells, the builder's method {@code x} sets. A property without such a method cannot be carried over, and that is said.
 */
final class OptionsDifference {
    /** These name the model, or are told under another name too. */
    private static final Set<String> NOT_CARRIED = Set.of("getModel", "getClass", "getDeploymentName");

    private OptionsDifference() {}

    /**
     * Carries over what differs.
     *
     * @param asked the options of the request
     * @param defaults those of the called model itself, or null where it tells none
     * @param builder of the target's options
     * @return what cannot be carried over, in words, or null
     */
    static @Nullable String apply(Object asked, @Nullable Object defaults, Object builder) {
        Set<String> lost = new TreeSet<>();
        for (Method getter : asked.getClass().getMethods()) {
            if (isProperty(getter)) {
                @Nullable Object value = call(getter, asked);
                if (value != null
                        && isSet(value)
                        && !Objects.equals(value, defaultOf(getter, defaults))
                        && !set(builder, getter, value)) {
                    lost.add(getter.getName().substring("get".length()));
                }
            }
        }
        return lost.isEmpty() ? null : String.join(", ", lost);
    }

    private static boolean isProperty(Method method) {
        return method.getName().startsWith("get")
                && method.getParameterCount() == 0
                && !method.isBridge()
                && !Modifier.isStatic(method.getModifiers())
                && !NOT_CARRIED.contains(method.getName());
    }

    private static boolean isSet(Object value) {
        return !(value instanceof Collection<?> many && many.isEmpty())
                && !(value instanceof Map<?, ?> map && map.isEmpty());
    }

    private static @Nullable Object defaultOf(Method getter, @Nullable Object defaults) {
        if (defaults == null) {
            return null;
        }
        try {
            return call(defaults.getClass().getMethod(getter.getName()), defaults);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private static boolean set(Object builder, Method getter, Object value) {
        String name = getter.getName();
        String property = Character.toLowerCase(name.charAt(3)) + name.substring(4);
        for (Method setter : builder.getClass().getMethods()) {
            if (setter.getName().equals(property)
                    && setter.getParameterCount() == 1
                    && !setter.isVarArgs()
                    && wraps(setter.getParameterTypes()[0]).isInstance(value)) {
                call(setter, builder, value);
                return true;
            }
        }
        return false;
    }

    private static Class<?> wraps(Class<?> type) {
        return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
    }

    private static @Nullable Object call(Method method, Object on, Object... args) {
        try {
            method.setAccessible(true); // public methods of classes that are not
            return method.invoke(on, args);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(method.getName() + " threw " + e.getCause(), e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method + " cannot be called", e);
        }
    }
}
