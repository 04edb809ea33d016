package dev.signalbox.agent.library.method;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * Calls one method with its arguments at the head of a longer list. A call allocates nothing but the boxes of primitive
 * results.
 */
final class MethodInvoker {
    private static final int MOST_ARGUMENTS = 6;

    /** {@code (Object receiver, Object a0, .. a5) -> Object}. */
    private final MethodHandle handle;

    MethodInvoker(MethodHandles.Lookup lookup, Method method) throws IllegalAccessException {
        int count = method.getParameterCount();
        MethodHandle generic = lookup.unreflect(method)
                .asFixedArity() // else a last array would be spread into many arguments
                .asType(MethodType.genericMethodType(count + 1));
        this.handle = MethodHandles.dropArguments(
                generic, count + 1, Collections.nCopies(MOST_ARGUMENTS - count, Object.class));
    }

    @Nullable
    Object invoke(
            Object receiver,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5)
            throws Throwable {
        return (Object) handle.invokeExact(receiver, a0, a1, a2, a3, a4, a5);
    }

    /** Calls a method without parameters. */
    @Nullable
    Object invoke(Object receiver) throws Throwable {
        return invoke(receiver, null, null, null, null, null, null);
    }
}
