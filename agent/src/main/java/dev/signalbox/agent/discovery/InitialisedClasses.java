package dev.signalbox.agent.discovery;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Tells whether a class has been initialised, without initialising it. The JDK knows and does not say; an agent may ask its
 * inner class, which is exported to this module alone.
 */
public final class InitialisedClasses implements Predicate<Class<?>> {
    private static final String INTERNALS = "jdk.internal.misc";

    private final MethodHandle shouldBeInitialised;

    private InitialisedClasses(MethodHandle shouldBeInitialised) {
        this.shouldBeInitialised = shouldBeInitialised;
    }

    /**
     * Asks the JDK for the right to know.
     *
     * @return a test; where this JDK does not give the right, one that takes every class for initialised, so that fields can
     *     be read at the price of initialising their classes
     */
    public static Predicate<Class<?>> of(Instrumentation instrumentation) {
        try {
            Module ours = InitialisedClasses.class.getModule();
            Module base = Object.class.getModule();
            instrumentation.redefineModule(
                    base, Set.of(), Map.of(INTERNALS, Set.of(ours)), Map.of(), Set.of(), Map.of());
            Class<?> internal = Class.forName(INTERNALS + ".Unsafe");
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            Object instance = lookup.findStatic(internal, "getUnsafe", MethodType.methodType(internal))
                    .invoke();
            MethodHandle question = lookup.findVirtual(
                            internal, "shouldBeInitialized", MethodType.methodType(boolean.class, Class.class))
                    .bindTo(instance);
            return new InitialisedClasses(question);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            return any -> true;
        }
    }

    @Override
    public boolean test(Class<?> type) {
        try {
            return !(boolean) shouldBeInitialised.invokeExact(type);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
