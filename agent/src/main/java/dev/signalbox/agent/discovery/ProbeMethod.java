package dev.signalbox.agent.discovery;

import dev.signalbox.core.config.ProbeConfig;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * The host's method by which an instance is asked whether it is well: one of its own without arguments, or a static one that
 * takes the instance or nothing.
 */
public final class ProbeMethod {
    private ProbeMethod() {}

    /**
     * Calls the method as the host would: with the class loader of the instance as the thread's own.
     *
     * @return what it returned; null where it returns nothing
     * @throws NoSuchMethodException where there is no such method that could be called
     * @throws Exception what it threw
     */
    public static @Nullable Object call(ProbeConfig probe, Object instance) throws Exception {
        Method method = find(probe, instance);
        if (!method.trySetAccessible()) {
            throw new NoSuchMethodException(
                    "its module does not open " + method.getDeclaringClass().getPackageName());
        }
        Thread thread = Thread.currentThread();
        @Nullable ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(instance.getClass().getClassLoader());
        try {
            Object[] arguments = method.getParameterCount() == 0 ? new Object[0] : new Object[] {instance};
            return method.invoke(probe.isOfInstance() ? instance : null, arguments);
        } catch (InvocationTargetException e) {
            throw thrownBy(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The method's own exception; an error is wrapped, so that a class it lacks does not look like ours. */
    private static Exception thrownBy(InvocationTargetException e) {
        Throwable cause = e.getCause();
        if (cause instanceof VirtualMachineError fatal) {
            throw fatal;
        }
        return cause instanceof Exception own && !(cause instanceof NoSuchMethodException)
                ? own
                : new IllegalStateException("it threw " + cause, cause);
    }

    private static Method find(ProbeConfig probe, Object instance) throws NoSuchMethodException {
        boolean own = probe.isOfInstance();
        @Nullable Class<?> type = own ? instance.getClass() : HostTypes.find(probe.type(), instance);
        if (type == null) {
            throw new NoSuchMethodException("there is no class " + probe.type());
        }
        @Nullable Method bare = null;
        for (@Nullable Class<?> c = type; c != null; c = c.getSuperclass()) {
            for (Method method : c.getDeclaredMethods()) {
                if (!method.getName().equals(probe.method()) || Modifier.isStatic(method.getModifiers()) == own) {
                    continue;
                }
                if (!own && method.getParameterCount() == 1 && method.getParameterTypes()[0].isInstance(instance)) {
                    return method;
                }
                bare = bare == null && method.getParameterCount() == 0 ? method : bare;
            }
        }
        if (bare == null && own) {
            bare = inherited(type, probe.method());
        }
        if (bare == null) {
            throw new NoSuchMethodException(type.getName() + " has no " + (own ? "method " : "static method ")
                    + probe.method() + (own ? " without arguments" : " that takes the instance or nothing"));
        }
        return bare;
    }

    /** A default method of an interface. */
    private static @Nullable Method inherited(Class<?> type, String name) {
        try {
            return type.getMethod(name);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }
}
