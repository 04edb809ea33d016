package dev.signalbox.agent.weave;

import java.lang.invoke.MethodHandle;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.jspecify.annotations.Nullable;

/** The template that is copied to the end of the methods by which a Spring bean factory finishes a bean. */
final class BeanAdvice {
    private BeanAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void named(
            @Gate(Gates.NAMED) MethodHandle gate,
            @Advice.This(typing = Typing.DYNAMIC) Object factory,
            @Advice.Argument(value = 0, typing = Typing.DYNAMIC) @Nullable Object a0,
            @Advice.Argument(value = 1, typing = Typing.DYNAMIC) @Nullable Object a1,
            @Advice.Return(typing = Typing.DYNAMIC) @Nullable Object result)
            throws Throwable {
        gate.invokeExact(factory, a0, a1, result);
    }
}
