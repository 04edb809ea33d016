package dev.signalbox.core.site;

import org.jspecify.annotations.Nullable;

/**
 * One attempt of an {@link AsyncCall}, which is told what comes of it. The first outcome counts, later ones are ignored. Nothing
 * here throws but what the host's own code throws when it is told of a failure.
 */
public interface Attempt {
    /**
     * Output is about to reach the caller: from now on no other attempt can follow.
     *
     * @return false where the attempt was cut before: the output must not reach the caller
     */
    boolean output();

    /**
     * The attempt succeeded.
     *
     * @param result what tokens are read from, or null
     * @return false where the attempt was cut before: the result must not reach the caller
     */
    boolean succeeded(@Nullable Object result);

    /** The attempt failed: another one is made, now or after a pause, or {@link AsyncAttempts#failed} is called. */
    void failed(Throwable failure);
}
