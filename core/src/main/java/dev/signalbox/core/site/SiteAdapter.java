package dev.signalbox.core.site;

import dev.signalbox.core.config.Replay;
import java.util.Arrays;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * All that the engine needs to know of one call site: how to name an instance, how to call it, how to turn a request made
 * for one instance into a request for another, and what a failure means. One adapter serves all instances whose classes
 * share a class loader. Adapters are stateless and may be called by many threads; the engine guards every call, so an
 * adapter may throw where a library surprises it.
 */
public interface SiteAdapter {
    /** The call site's id, which routes refer to: {@code langchain4j.chat}. */
    String id();

    /**
     * The library's id, which {@code match: {library: ..}} refers to. The user's own call sites belong to no library: they
     * tell their id, and no config can name it there.
     */
    String library();

    /** Whether a call may be made again with the same arguments. */
    Replay replay();

    /**
     * Called once for an instance, before anything else is asked of it, in the frame of the host that made it or is calling
     * it. What an instance keeps in native memory is read here: on any other thread the host may be freeing it meanwhile.
     */
    default void seen(Object instance) {}

    /** The instance's own name, as its library tells it; empty where it has none. */
    String nameOf(Object instance);

    /**
     * Calls one of the call site's methods.
     *
     * @param method the index of the overload, as the instrumentation numbered it
     * @param target the instance to call
     * @param a0 the first argument; those that the method does not have are null
     * @return what the method returned
     * @throws Throwable what the method threw, untouched
     */
    @Nullable
    Object invoke(
            int method,
            Object target,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5)
            throws Throwable;

    /** Calls one of the call site's methods with the arguments at the head of an array. */
    default @Nullable Object invoke(int method, Object target, @Nullable Object[] args) throws Throwable {
        @Nullable Object[] six = args.length < 6 ? Arrays.copyOf(args, 6) : args;
        return invoke(method, target, six[0], six[1], six[2], six[3], six[4], six[5]);
    }

    /**
     * Whether {@link #retarget} looks at the arguments. Where it does not, a call that goes to another node is spared storing
     * them.
     */
    default boolean readsArguments() {
        return true;
    }

    /**
     * Turns arguments made for one instance into arguments for another, in place, keeping everything else the caller asked
     * for.
     *
     * @param args the arguments from index 0; the array is longer than the method has parameters and belongs to the engine;
     *     nothing is in it where {@link #readsArguments} is false
     * @param primary the instance the caller called
     * @param target the instance about to be called; the same one where a client is asked for another model
     * @param requestName the model name to ask for, or null for the target's own
     * @return null where it could be done, else why not, in words
     */
    @Nullable
    String retarget(int method, @Nullable Object[] args, Object primary, Object target, @Nullable String requestName);

    /**
     * Whether an instance can stand in for another.
     *
     * @return null where it can, else why not, in words
     */
    @Nullable
    String incompatible(Object primary, Object candidate);

    /**
     * What a person should know of an instance where calls on it are routed, such as that its library retries by itself. Asked
     * once, after its name and on the same threads.
     *
     * @return in words, or null where there is nothing to say
     * @throws Exception where it could not be found out
     */
    default @Nullable String advice(Object instance) throws Exception {
        return null;
    }

    /**
     * Whether two instances that this adapter serves may answer for each other's applications: its type's class loader tells
     * applications apart, unless the type is the JDK's, which all share.
     */
    default boolean isOneApplication(Object one, Object other) {
        return true;
    }

    /** What a failure means; {@link FailureClass#universal} has been asked before. */
    FailureClass classify(Throwable failure);

    /**
     * How long the provider asked to be left alone, where a failure tells it, as an HTTP answer does with {@code Retry-After}.
     *
     * @return nanoseconds, or -1 where it is not told
     */
    default long retryAfterNanos(Throwable failure) {
        return -1;
    }

    /**
     * Whether an interrupt of the calling thread soon ends a call on an instance, and leaves the library whole. To be declared
     * only where it was tried.
     */
    default boolean interruptible(Object target) {
        return false;
    }

    /** Whether calls can be ended by the library's own means: {@link #cancellable} is asked then. */
    default boolean cancels() {
        return false;
    }

    /**
     * One call that the library itself can end, to be made at once.
     *
     * @param target the instance that will be called
     * @param nanos how long the call may take
     * @param a0 the first argument
     * @return null where a call with these arguments cannot be ended
     * @throws Exception why there is no means
     */
    default @Nullable CancellableCall cancellable(
            Object target,
            long nanos,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5)
            throws Exception {
        return null;
    }

    /**
     * What a caller is given whose deadline left an attempt no more time: the library's own type where it has one. The method
     * that was called may throw it.
     *
     * @param cause what the attempt threw when it was ended, or null
     */
    default Throwable timeout(String message, @Nullable Throwable cause) {
        TimeoutException timeout = new TimeoutException(message);
        if (cause != null) {
            timeout.initCause(cause);
        }
        return new CompletionException(message, timeout); // as CompletableFuture has it
    }

    /** Closes a result that will not reach the caller. */
    void discard(@Nullable Object result);

    /**
     * Whether a call's work is done in Java, for the most part on its caller's thread, so that what that thread takes tells what the
     * call takes; false of libraries that work in native memory and on threads of their own.
     */
    default boolean runsOnCallersThread() {
        return true;
    }

    /** Whether the library tells tokens at all, so that those that do not are not asked after every call. */
    default boolean tellsTokens() {
        return false;
    }

    /** Tokens read for a result, or -1 where the library did not say. */
    default long inputTokens(@Nullable Object result) {
        return -1;
    }

    /** Tokens written for a result, or -1 where the library did not say. */
    default long outputTokens(@Nullable Object result) {
        return -1;
    }

    /** What a caller is given where no chain was allowed to run: the library's own type where it has one. */
    default RuntimeException rejection(String message) {
        return new java.util.concurrent.RejectedExecutionException(message);
    }
}
