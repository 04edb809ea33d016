package dev.signalbox.agent.library.langchain4j;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Methods that an interface of the library has in a version younger than the one we are compiled against. An object of ours would
 * answer them by the interface's own default, and whoever it stands before would never hear of them; so a proxy stands in for it,
 * and has them passed on.
 */
final class LaterMethods {
    /** Passes on a method that nobody here knows. */
    @FunctionalInterface
    interface Later {
        @Nullable
        Object call(Method method, @Nullable Object[] args) throws Throwable;
    }

    private LaterMethods() {}

    /** Whether an interface has methods beyond those that are known, each written as {@code name(binary.Type,..)}. */
    static boolean has(Class<?> type, Set<String> known) {
        return Arrays.stream(type.getMethods())
                .anyMatch(each -> !Modifier.isStatic(each.getModifiers()) && !known.contains(signature(each)));
    }

    static String signature(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getName)
                .collect(Collectors.joining(",", method.getName() + "(", ")"));
    }

    /** Stands in for an object of ours, which answers the methods that are known. */
    static <T> T standIn(Class<T> type, Set<String> known, T ours, Later later) {
        return type.cast(Proxy.newProxyInstance(
                LaterMethods.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    @Nullable Object[] args = given == null ? new Object[0] : given;
                    boolean answers = method.getDeclaringClass() == Object.class || known.contains(signature(method));
                    return answers ? invoke(method, ours, args) : later.call(method, args);
                }));
    }

    /** Calls a method; what it throws is thrown as it is. */
    static @Nullable Object invoke(Method method, Object target, @Nullable Object[] args) {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw LaterMethods.<RuntimeException>sneaky(e.getCause() == null ? e : e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T sneaky(Throwable failure) throws T {
        throw (T) failure;
    }
}
