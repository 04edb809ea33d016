package dev.signalbox.core.site;

import org.jspecify.annotations.Nullable;

/**
 * A call site with methods that return before the call has its outcome: they are handed a handler, or they return a future or a
 * publisher.
 *
 * <p>The adapter stands between the caller and the library: it gives the caller an object of the library's own kind at once, makes
 * attempts as the engine asks for them, and passes on what the library tells, on the library's own threads. The engine decides
 * where an attempt goes, and whether another one follows a failure.
 */
public interface AsyncSite extends SiteAdapter {
    /** Whether an overload is of this kind; the others are called as those of any call site. */
    boolean isAsync(int method);

    /**
     * Whether the adapter can stand between, with these arguments; asked before anything else of a call. Where it cannot, the
     * body runs as if we were not there.
     */
    default boolean accepts(int method, @Nullable Object[] args) {
        return true;
    }

    /**
     * Takes a call.
     *
     * @param args the caller's arguments; the array is the call's own
     * @param calls begins the call: at once, or whenever the caller subscribes
     * @return what the caller's method returns, null where it returns nothing; an {@link Answered} where it throws. What is
     *     thrown here is our failure: the body runs then, unless a call has begun: then the caller is thrown it
     */
    @Nullable
    Object open(int method, Object self, @Nullable Object[] args, AsyncCalls calls);

    /** Calls an overload that is not of this kind; the others are called by {@link AsyncAttempts#attempt}. */
    @Override
    default @Nullable Object invoke(
            int method,
            Object target,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5) {
        throw new IllegalStateException(id() + " has no overload " + method + " that answers at once");
    }
}
