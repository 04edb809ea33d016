package dev.signalbox.core.call;

import dev.signalbox.core.site.Answered;
import org.jspecify.annotations.Nullable;

/**
 * What a call came to, handed to the instrumented method: its result, or the exception it throws. Taking it gives the slot
 * back, so it is taken once.
 */
final class Answer extends Answered {
    private final Call call;

    Answer(Call call) {
        this.call = call;
    }

    @Override
    public @Nullable Object get() {
        Object result = call.result;
        Throwable failure = call.failure;
        call.release();
        if (failure != null) {
            throw Answer.<RuntimeException>sneaky(failure);
        }
        return result;
    }

    /** The instrumented method may throw what its body may throw, checked or not: nothing else ever gets here. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T sneaky(Throwable failure) throws T {
        throw (T) failure;
    }
}
