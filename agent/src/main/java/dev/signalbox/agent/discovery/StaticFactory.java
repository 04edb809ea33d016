package dev.signalbox.agent.discovery;

import dev.signalbox.core.config.StaticMethod;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** A static factory of the host, named as {@code com.acme.Models::newLocal}, that makes a model the host does not own. */
public final class StaticFactory {
    private StaticFactory() {}

    /**
     * Calls the factory as the host would: with the class loader of the model that it stands in for as the thread's own.
     *
     * @param near the primary, whose class loader finds the factory
     * @return what it made
     * @throws Exception what the factory threw, or why it could not be called: there is none, it is out of reach, it needs
     *     arguments, it returned null
     */
    public static Object call(StaticMethod factory, Object near) throws Exception {
        Method method = find(factory, near);
        if (!method.trySetAccessible()) {
            throw new IllegalStateException("it cannot be called: its module does not open "
                    + method.getDeclaringClass().getPackageName());
        }
        Thread thread = Thread.currentThread();
        @Nullable ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(near.getClass().getClassLoader());
        try {
            @Nullable Object made = method.invoke(null);
            if (made == null) {
                throw new IllegalStateException("it returned null");
            }
            return made;
        } catch (InvocationTargetException e) {
            throw thrownBy(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The factory's own exception; an error is wrapped, so that a class the factory lacks does not look like ours. */
    private static Exception thrownBy(InvocationTargetException e) {
        Throwable cause = e.getCause();
        if (cause instanceof VirtualMachineError fatal) {
            throw fatal;
        }
        return cause instanceof Exception own ? own : new IllegalStateException("it threw " + cause, cause);
    }

    private static Method find(StaticMethod factory, Object near) {
        @Nullable Class<?> type = HostTypes.find(factory.type(), near);
        if (type == null) {
            throw new IllegalStateException("there is no class " + factory.type());
        }
        boolean named = false;
        for (@Nullable Class<?> c = type; c != null; c = c.getSuperclass()) {
            for (Method method : c.getDeclaredMethods()) {
                if (!method.getName().equals(factory.method())) {
                    continue;
                }
                named = true;
                if (method.getParameterCount() == 0 && Modifier.isStatic(method.getModifiers())) {
                    return method;
                }
            }
        }
        throw new IllegalStateException(
                named
                        ? factory.method() + " is not static, or takes arguments"
                        : type.getName() + " has no method " + factory.method());
    }
}
