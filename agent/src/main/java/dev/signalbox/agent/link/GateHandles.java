package dev.signalbox.agent.link;

import dev.signalbox.agent.weave.Gates;
import dev.signalbox.core.site.AsyncSite;
import dev.signalbox.core.site.CallGate;
import dev.signalbox.core.site.SiteAdapter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Makes the handles behind gates. Those that do nothing are made of the JDK's parts only: {@link MethodHandles#empty}. */
final class GateHandles {
    private static final MethodHandle ENTER;
    private static final MethodHandle ENTER_ASYNC;
    private static final MethodHandle ENTER_LOCKED;
    private static final MethodHandle EXIT;
    private static final MethodHandle CONSTRUCTED;

    static {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            ENTER = lookup.findStatic(
                    GuardedGate.class,
                    "enter",
                    Gates.ENTER_TYPE.insertParameterTypes(0, CallGate.class, SiteAdapter.class, int.class));
            ENTER_LOCKED = lookup.findStatic(
                    GuardedGate.class,
                    "enterLocked",
                    MethodType.methodType(Object.class, CallGate.class, SiteAdapter.class, int.class, Object.class));
            ENTER_ASYNC = lookup.findStatic(
                    GuardedGate.class,
                    "enterAsync",
                    Gates.ENTER_TYPE.insertParameterTypes(0, CallGate.class, AsyncSite.class, int.class));
            EXIT = lookup.findStatic(
                    GuardedGate.class, "exit", Gates.EXIT_TYPE.insertParameterTypes(0, CallGate.class));
            CONSTRUCTED = lookup.findStatic(
                    GuardedGate.class,
                    "constructed",
                    Gates.CONSTRUCTED_TYPE.insertParameterTypes(0, CallGate.class, SiteAdapter.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private GateHandles() {}

    static MethodHandle toEngine(String kind, CallGate gate, SiteAdapter adapter, int method) {
        return switch (kind) {
            case Gates.ENTER ->
                isAsync(adapter, method)
                        ? MethodHandles.insertArguments(ENTER_ASYNC, 0, gate, adapter, method)
                        : MethodHandles.insertArguments(ENTER, 0, gate, adapter, method);
            // The end of a locked method tells nothing of the call, and to put another call in its place is not
            // allowed.
            case Gates.ENTER_LOCKED ->
                isAsync(adapter, method)
                        ? nothingKeeping(Gates.ENTER_TYPE, adapter)
                        : MethodHandles.dropArguments(
                                MethodHandles.insertArguments(ENTER_LOCKED, 0, gate, adapter, method),
                                1,
                                Gates.ENTER_TYPE.parameterList().subList(1, Gates.ENTER_TYPE.parameterCount()));
            case Gates.EXIT -> MethodHandles.insertArguments(EXIT, 0, gate);
            case Gates.CONSTRUCTED -> MethodHandles.insertArguments(CONSTRUCTED, 0, gate, adapter);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static boolean isAsync(SiteAdapter adapter, int method) {
        return adapter instanceof AsyncSite async && async.isAsync(method);
    }

    /** Does nothing, but keeps an object alive for as long as the gate lives. */
    static MethodHandle nothingKeeping(MethodType type, Object kept) {
        return MethodHandles.insertArguments(
                MethodHandles.dropArguments(MethodHandles.empty(type), 0, Object.class), 0, kept);
    }
}
