package dev.signalbox.agent.weave;

import java.lang.invoke.MethodHandle;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.Objects;
import java.util.function.Supplier;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.jspecify.annotations.Nullable;

/**
 * The template that is copied into a call site's methods; {@link dev.signalbox.core.site.CallGate} tells the protocol. The
 * copy stands in the host's class, so it names types of the JDK only.
 */
final class CallAdvice {
    private CallAdvice() {}

    /** @return whether the body is to be skipped: the call was answered */
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
    @SuppressWarnings("UnusedVariable") // the local is read by the other half
    static boolean enter(
            @Advice.Local("entered") @Nullable Object entered,
            @Gate(Gates.ENTER) MethodHandle gate,
            @Gate(Gates.EXIT) MethodHandle exitGate,
            @Advice.This(typing = Typing.DYNAMIC) Object self,
            @Advice.Argument(value = 0, optional = true, typing = Typing.DYNAMIC) @Nullable Object a0,
            @Advice.Argument(value = 1, optional = true, typing = Typing.DYNAMIC) @Nullable Object a1,
            @Advice.Argument(value = 2, optional = true, typing = Typing.DYNAMIC) @Nullable Object a2,
            @Advice.Argument(value = 3, optional = true, typing = Typing.DYNAMIC) @Nullable Object a3,
            @Advice.Argument(value = 4, optional = true, typing = Typing.DYNAMIC) @Nullable Object a4,
            @Advice.Argument(value = 5, optional = true, typing = Typing.DYNAMIC) @Nullable Object a5)
            throws Throwable {
        // Resolves the other constant too. Where calls pass without an exit it would stay unresolved, and C2 of JDK 17
        // gives up
        // on a method that holds such a constant ("flow analysis failed"): it would run as C1 left it, for ever.
        Objects.requireNonNull(exitGate);
        Object given = (Object) gate.invokeExact(self, a0, a1, a2, a3, a4, a5);
        entered = given;
        return given != null && !(given instanceof SoftReference);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    @SuppressWarnings({"UnusedVariable", "unused"}) // the assignments reach the host's method
    static void exit(
            @Advice.Enter boolean answered,
            @Advice.Local("entered") @Nullable Object entered,
            @Gate(Gates.EXIT) MethodHandle gate,
            @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) @Nullable Object result,
            @Advice.Thrown(readOnly = false, typing = Typing.DYNAMIC) @Nullable Throwable thrown,
            @Advice.Argument(value = 0, optional = true, typing = Typing.DYNAMIC) @Nullable Object a0,
            @Advice.Argument(value = 1, optional = true, typing = Typing.DYNAMIC) @Nullable Object a1,
            @Advice.Argument(value = 2, optional = true, typing = Typing.DYNAMIC) @Nullable Object a2,
            @Advice.Argument(value = 3, optional = true, typing = Typing.DYNAMIC) @Nullable Object a3,
            @Advice.Argument(value = 4, optional = true, typing = Typing.DYNAMIC) @Nullable Object a4,
            @Advice.Argument(value = 5, optional = true, typing = Typing.DYNAMIC) @Nullable Object a5)
            throws Throwable {
        if (answered && !(entered instanceof WeakReference)) {
            result = entered;
        } else if (entered != null) {
            @Nullable
            Supplier<?> answer = answered
                    ? (Supplier<?>) entered
                    : (Supplier<?>) gate.invokeExact(entered, result, thrown, a0, a1, a2, a3, a4, a5);
            if (answer != null) {
                try {
                    result = answer.get();
                    thrown = null;
                } catch (Throwable t) {
                    thrown = t;
                }
            }
        }
    }
}
