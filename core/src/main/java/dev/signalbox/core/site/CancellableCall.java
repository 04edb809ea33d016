package dev.signalbox.core.site;

import org.jspecify.annotations.Nullable;

/** One call that can be ended from another thread, by the library's own means. */
public interface CancellableCall extends AutoCloseable {
    /**
     * Makes the call, once.
     *
     * @throws Throwable what the method threw, untouched; where the call was ended, what the library throws then
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

    /**
     * Whether the calling thread is to be interrupted where its time is over, unless the config forbids it, and {@link #cancel} does
     * nothing: for libraries whose own means is a time limit of a request, and which make the request again.
     */
    default boolean byInterrupt() {
        return false;
    }

    /**
     * Ends the call, also where it has not quite begun; on another thread, at once. A result that comes all the same is whole.
     *
     * @throws Exception why it could not be ended
     */
    void cancel() throws Exception;

    /** Gives back what it holds. The call has ended, and {@link #cancel} is not under way and never called again. */
    @Override
    void close();
}
