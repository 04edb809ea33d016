package dev.signalbox.core.engine;

import dev.signalbox.core.config.ProbeConfig;
import dev.signalbox.core.config.StaticMethod;
import dev.signalbox.core.hardware.HardwareSnapshot;
import dev.signalbox.core.hardware.ThreadUse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the engine needs of the JVM it lives in, and cannot do itself because it loads no classes and starts no threads. */
public interface Host {
    /**
     * Reads a static field of the application.
     *
     * @param field such as {@code com.acme.App.MODEL}
     * @param near an object whose class loader finds the class
     * @return its value, or null where there is no such field, or no value in it
     */
    @Nullable
    Object readField(String field, Object near);

    /**
     * Calls a static factory of the application.
     *
     * @param near an object whose class loader finds the class
     * @throws Exception what the factory threw, or why it could not be called
     */
    Object create(StaticMethod factory, Object near) throws Exception;

    /**
     * Asks an instance of the application whether it is well.
     *
     * @return what the method returned; null where it returns nothing
     * @throws NoSuchMethodException where there is no such method that could be called
     * @throws Exception what the method threw
     */
    default @Nullable Object probe(ProbeConfig probe, Object instance) throws Exception {
        throw new NoSuchMethodException("this host calls no methods");
    }

    /**
     * Asks a bean factory for a bean's other names.
     *
     * @throws Exception what the factory threw
     */
    default List<String> aliases(Object factory, String bean) throws Exception {
        return List.of();
    }

    /** What a proxy of the application stands before; null where an object is no proxy, or one that does not tell. */
    default @Nullable Object behind(Object proxy) throws Exception {
        return null;
    }

    /** The objects in an object's fields, as far as they may be read. */
    default List<Object> inside(Object object) {
        return List.of();
    }

    /**
     * Where the application makes an instance: called on the thread that registers it, in the frame of its constructor or of
     * its first call.
     *
     * @return such as {@code com.acme.App.main(App.java:42)}; empty where the instance is not being constructed, or where
     *     the host cannot look at its stack
     */
    default String constructedAt(Object instance) {
        return "";
    }

    /**
     * What the calling thread has under a key of the application's own MDC; called on hosts' threads, as a call begins.
     *
     * @param near an object whose class loader leads to the application's SLF4J
     * @return null where it has nothing, and where there is no SLF4J
     * @throws Throwable what the application's logging library threw
     */
    default @Nullable String mdc(Object near, String key) throws Throwable {
        return null;
    }

    /** Why {@link #mdc} finds no MDC where it was asked for one; empty where it finds one. */
    default List<String> mdcAdvice() {
        return List.of();
    }

    /** Keeps an object alive as long as its class. */
    void hold(Object instance);

    /** Keeps an object alive no longer. */
    default void letGo(Object instance) {}

    /** What threads have used, as its calls ask of themselves; asked for once. */
    default ThreadUse threadUse() {
        return ThreadUse.NONE;
    }

    /** The last reading of the hardware. */
    default HardwareSnapshot hardware() {
        return HardwareSnapshot.NONE;
    }

    /**
     * Runs work on a thread that is neither the caller's nor the control thread, soon and beside all other such work: the work
     * asks the application's own code, which may take any time or wait for a lock that the caller holds. Called on hosts'
     * threads too, so it returns at once. A host without threads, as in tests in virtual time, may run the work before it
     * returns; the engine holds no lock when it calls.
     */
    void execute(Runnable work);

    /**
     * Runs work as {@link #execute} does, after a while in which it holds no thread. A host that ends meanwhile runs it then.
     *
     * @param nanos how long to wait before, in nanoseconds
     */
    void executeLater(long nanos, Runnable work);

    /**
     * Makes whoever calls {@link dev.signalbox.core.call.Watchdog#turn} do so at once; called on a host's thread, so it returns at
     * once.
     */
    default void wakeWatchdog() {}

    /** Makes the control thread tick at once; called on a host's thread, so it returns at once. */
    void wakeControl();
}
