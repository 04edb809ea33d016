package dev.signalbox.agent.weave;

import java.lang.invoke.MethodHandle;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;

/** The template that is copied to the end of a model class's constructors: it tells of an instance once it is complete. */
final class ConstructorAdvice {
    private ConstructorAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void constructed(
            @Gate(Gates.CONSTRUCTED) MethodHandle gate,
            @Advice.This(typing = Typing.DYNAMIC) Object self,
            @Advice.Origin Class<?> origin)
            throws Throwable {
        if (self.getClass() == origin) {
            gate.invokeExact(self);
        }
    }
}
