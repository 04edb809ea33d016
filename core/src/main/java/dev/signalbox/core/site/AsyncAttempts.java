package dev.signalbox.core.site;

import org.jspecify.annotations.Nullable;

/** How an adapter makes the attempts of one call, and tells its caller that all of them failed. */
public interface AsyncAttempts {
    /**
     * Makes an attempt; the one before it has ended. Called on the caller's thread first, then on the thread on which the library
     * told of a failure, or on one of ours after a pause.
     *
     * @param target the instance to call
     * @param args the arguments for it
     * @param attempt is told what came of it
     * @throws Throwable what the library threw at once: the attempt has failed
     */
    void attempt(Object target, @Nullable Object[] args, Attempt attempt) throws Throwable;

    /**
     * The attempt under way is over its time: what the library still does for it is to be ended, as far as it can be, and nothing it
     * tells of it may reach the caller. Called on a thread of ours, before the next attempt is made.
     */
    default void cut() {}

    /**
     * No attempt is left: the caller is to be told.
     *
     * @param failure of the first attempt, or of the one whose output had reached the caller
     * @param thrown whether the library threw it at once, so that the caller's method throws it too if it is still running
     */
    void failed(Throwable failure, boolean thrown);
}
