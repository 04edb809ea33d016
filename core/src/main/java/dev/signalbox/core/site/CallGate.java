package dev.signalbox.core.site;

import org.jspecify.annotations.Nullable;

/**
 * The engine as instrumented methods see it. Nothing here ever throws into the host: where the engine fails, the method
 * runs as if it were not there, and the failure is counted.
 *
 * <p>An instrumented method does this:
 *
 * <pre>
 * Object entered = gate.enter(site, method, this, a0, .. a5);
 * if (entered == null) run the body
 * else if (entered instanceof SoftReference) {                           // an Entered
 *     run the body
 *     Supplier answer = gate.exit(entered, result, thrown, a0, .. a5);
 *     if (answer != null) result = answer.get(), or thrown = what it throws
 * } else if (entered instanceof WeakReference) result = entered.get(), or thrown = what it throws   // an Answered
 * else result = entered
 * </pre>
 */
public interface CallGate {
    /**
     * Called where a method of a call site begins.
     *
     * @param site the call site's adapter for this class
     * @param method the index of the overload
     * @param self the instance that was called
     * @return null: run the body, nothing is to be done at its end. An {@link Entered}: run the body and hand it to {@link
     *     #exit}. An {@link Answered}: skip the body and take its result, or the exception it throws. Anything else: skip the
     *     body, this is its result
     */
    @Nullable
    Object enter(
            SiteAdapter site,
            int method,
            Object self,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5);

    /**
     * Called instead of {@link #enter} where the outcome comes after the method has returned.
     *
     * @return null: run the body. An {@link Answered}: skip the body and take its result, or the exception it throws. Anything
     *     else: skip the body, this is its result
     */
    @Nullable
    Object enterAsync(
            AsyncSite site,
            int method,
            Object self,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5);

    /**
     * Called instead of {@link #enter} where a method is synchronized. The caller's thread holds the monitor already, and a
     * call on another node from there could deadlock two callers: the call is measured, never routed.
     *
     * @return null, or what {@link #exit} is to be handed
     */
    @Nullable
    Entered enterLocked(SiteAdapter site, int method, Object self);

    /**
     * Called where a body ends whose {@link #enter} returned an {@link Entered}.
     *
     * @param entered what enter returned
     * @param result what the body returned, null where it threw
     * @param thrown what the body threw, or null
     * @return null: the body's own result or exception stands. Else its result, or the exception it throws, replaces that
     */
    java.util.function.@Nullable Supplier<@Nullable Object> exit(
            Object entered,
            @Nullable Object result,
            @Nullable Throwable thrown,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5);

    /** Called where the most-derived constructor of a model instance ended. */
    void constructed(SiteAdapter site, Object instance);

    /** Called where something failed outside the engine, such as an instrumented method's own guard. */
    void failed(String where, Throwable failure);

    /**
     * Called where a container finished a bean that may be a model: on the host's thread, which holds the container's locks, so
     * it returns at once and asks nothing.
     *
     * @param beanName the bean's name
     * @param raw the bean itself
     * @param exposed what the application is given: the bean, or a proxy of it
     * @param factory the bean factory, which knows the bean's aliases
     */
    void named(String beanName, Object raw, Object exposed, Object factory);
}
