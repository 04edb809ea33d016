package dev.signalbox.agent.link;

import dev.signalbox.agent.weave.Gates;
import dev.signalbox.core.site.CallGate;
import dev.signalbox.core.site.SiteAdapter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Makes the handles behind gates. Those that do nothing are made of the JDK's parts only: {@link MethodHandles#empty}. */
final class GateHandles {
    private static final MethodHandle ENTER;
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
            case Gates.ENTER -> MethodHandles.insertArguments(ENTER, 0, gate, adapter, method);
            case Gates.ENTER_LOCKED ->
                MethodHandles.dropArguments(
                        MethodHandles.insertArguments(ENTER_LOCKED, 0, gate, adapter, method),
                        1,
                        Gates.ENTER_TYPE.parameterList().subList(1, Gates.ENTER_TYPE.parameterCount()));
            case Gates.EXIT -> MethodHandles.insertArguments(EXIT, 0, gate);
            case Gates.CONSTRUCTED -> MethodHandles.insertArguments(CONSTRUCTED, 0, gate, adapter);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /** Does nothing, but keeps an object alive for as long as the gate lives. */
    static MethodHandle nothingKeeping(MethodType type, Object kept) {
        return MethodHandles.insertArguments(
                MethodHandles.dropArguments(MethodHandles.empty(type), 0, Object.class), 0, kept);
    }
}
