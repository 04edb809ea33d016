package dev.signalbox.agent.library.method;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Calls one method with its arguments at the head of a longer array. The handle reads them straight from there: a call
 * allocates nothing but the boxes of primitive results.
 */
final class MethodInvoker {
    private static final MethodHandle ELEMENT = MethodHandles.arrayElementGetter(Object[].class);

    /** {@code (Object receiver, Object[] args) -> Object}. */
    private final MethodHandle handle;

    MethodInvoker(MethodHandles.Lookup lookup, Method method) throws IllegalAccessException {
        int count = method.getParameterCount();
        MethodHandle generic = lookup.unreflect(method)
                .asFixedArity() // else a last array would be spread into many arguments
                .asType(MethodType.genericMethodType(count + 1));
        MethodHandle[] elements = new MethodHandle[count];
        int[] order = new int[count + 1]; // the receiver, then the array once for each element
        for (int i = 0; i < count; i++) {
            elements[i] = MethodHandles.insertArguments(ELEMENT, 1, i);
            order[i + 1] = 1;
        }
        MethodType type = MethodType.methodType(Object.class, Object.class, Object[].class);
        this.handle = MethodHandles.permuteArguments(MethodHandles.filterArguments(generic, 1, elements), type, order);
    }

    @Nullable
    Object invoke(Object receiver, @Nullable Object[] args) throws Throwable {
        return (Object) handle.invokeExact(receiver, args);
    }
}
