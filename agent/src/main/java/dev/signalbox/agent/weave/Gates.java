package dev.signalbox.agent.weave;

import java.lang.invoke.MethodType;
import java.util.function.Supplier;

/** The kinds of gates and their types: what instrumented code and the linker agree on. */
public final class Gates {
    /** Where a method begins. */
    public static final String ENTER = "enter";

    /** Where a synchronized method begins: its caller's thread holds the monitor already. */
    public static final String ENTER_LOCKED = "enter-locked";

    /** Where a method ends whose enter gate returned something. */
    public static final String EXIT = "exit";

    /** Where the most-derived constructor ends. */
    public static final String CONSTRUCTED = "constructed";

    /** Where a bean factory has finished a bean. */
    public static final String NAMED = "named";

    /** (self, a0..a5) -> call. */
    public static final MethodType ENTER_TYPE = MethodType.genericMethodType(7);

    /** (call, result, thrown, a0..a5) -> answer. */
    public static final MethodType EXIT_TYPE = MethodType.genericMethodType(9)
            .changeParameterType(2, Throwable.class)
            .changeReturnType(Supplier.class);

    /** (self) -> void. */
    public static final MethodType CONSTRUCTED_TYPE = MethodType.methodType(void.class, Object.class);

    /** (factory, a0, a1, result) -> void; one of a0 and a1 is the bean's name, the other the bean. */
    public static final MethodType NAMED_TYPE =
            MethodType.methodType(void.class, Object.class, Object.class, Object.class, Object.class);

    private Gates() {}

    /** Whether a kind of gate is one at which calls enter. */
    public static boolean isEnter(String kind) {
        return kind.equals(ENTER) || kind.equals(ENTER_LOCKED);
    }

    static MethodType typeOf(String kind) {
        return switch (kind) {
            case ENTER, ENTER_LOCKED -> ENTER_TYPE;
            case EXIT -> EXIT_TYPE;
            case CONSTRUCTED -> CONSTRUCTED_TYPE;
            case NAMED -> NAMED_TYPE;
            default -> throw new IllegalArgumentException(kind);
        };
    }
}
