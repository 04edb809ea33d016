package dev.signalbox.agent.library.method;

import dev.signalbox.core.config.CallSiteConfig;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the methods that an entry of {@code call-sites} names, declared by the root type or inherited. */
final class Methods {
    /** As many as an instrumented method hands over. */
    private static final int MAX_PARAMETERS = 6;

    private Methods() {}

    /** The method whose calls are routed. */
    static Method called(Class<?> root, CallSiteConfig config) {
        List<Method> found = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (Method method : declared(root, config.method())) {
            if (config.parameterTypes() == null || config.parameterTypes().equals(parameterTypes(method))) {
                found.add(method);
            }
            others.add(describe(method));
        }
        String where = "call-sites." + config.name() + ".method: " + root.getName();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(where + " has no method " + config.method()
                    + (config.parameterTypes() == null ? "" : "(" + String.join(", ", config.parameterTypes()) + ")")
                    + (others.isEmpty() ? "" : "; it has " + others));
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException(
                    where + " has several methods " + config.method() + ", say which: " + others);
        }
        Method method = found.get(0);
        if (Modifier.isStatic(method.getModifiers())) {
            throw new IllegalArgumentException(
                    where + ": " + describe(method) + " is static, there is no node to route to");
        }
        if (method.getParameterCount() > MAX_PARAMETERS) {
            throw new IllegalArgumentException(
                    where + ": " + describe(method) + " has more than " + MAX_PARAMETERS + " parameters");
        }
        return method;
    }

    /** The method that tells an instance's name, or null where the config names none. */
    static @Nullable Method naming(Class<?> root, CallSiteConfig config) {
        @Nullable String from = config.nameFrom();
        if (from == null) {
            return null;
        }
        String name = from.endsWith("()") ? from.substring(0, from.length() - 2) : from;
        for (Method method : declared(root, name)) {
            if (method.getParameterCount() == 0
                    && method.getReturnType() != void.class
                    && !Modifier.isStatic(method.getModifiers())) {
                return method;
            }
        }
        throw new IllegalArgumentException("call-sites." + config.name() + ".name-from: " + root.getName()
                + " has no method " + name + "() that returns something");
    }

    /** The methods of a name, the most derived first; of those with the same parameters only that one. */
    private static List<Method> declared(Class<?> root, String name) {
        List<Method> methods = new ArrayList<>();
        Set<List<String>> seen = new LinkedHashSet<>();
        for (Class<?> type : lineage(root)) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.getName().equals(name) && !method.isBridge() && seen.add(parameterTypes(method))) {
                    methods.add(method);
                }
            }
        }
        return methods;
    }

    /** A type, its superclasses, and then all their interfaces. */
    private static Set<Class<?>> lineage(Class<?> root) {
        Set<Class<?>> lineage = new LinkedHashSet<>();
        for (Class<?> type = root; type != null; type = type.getSuperclass()) {
            lineage.add(type);
        }
        for (Class<?> type : List.copyOf(lineage)) {
            addInterfaces(type, lineage);
        }
        return lineage;
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> lineage) {
        for (Class<?> each : type.getInterfaces()) {
            lineage.add(each);
            addInterfaces(each, lineage);
        }
    }

    /** Names as in source, nested types by their binary name: {@code float[]}, {@code com.acme.Scorer$Features}. */
    static List<String> parameterTypes(Method method) {
        return Arrays.stream(method.getParameterTypes()).map(Methods::typeName).toList();
    }

    private static String typeName(Class<?> type) {
        return type.getTypeName();
    }

    private static String describe(Method method) {
        return method.getName() + "(" + String.join(", ", parameterTypes(method)) + ")";
    }
}
