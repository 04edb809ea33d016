package dev.signalbox.agent.library.langchain4j;

import dev.langchain4j.model.chat.response.StreamingHandle;
import org.jspecify.annotations.Nullable;

/** The library's own handle of a stream; the engine learns of a cancellation too, for the library tells no outcome then. */
final class WatchedHandle implements StreamingHandle {
    private final StreamingHandle handle;
    private final HandlerAttempts attempts;

    private WatchedHandle(StreamingHandle handle, HandlerAttempts attempts) {
        this.handle = handle;
        this.attempts = attempts;
    }

    static @Nullable StreamingHandle of(@Nullable StreamingHandle handle, HandlerAttempts attempts) {
        return handle == null ? null : new WatchedHandle(handle, attempts);
    }

    @Override
    public void cancel() {
        attempts.cancelled(); // first: what the library tells of a stream that was closed under it is nobody's failure
        handle.cancel();
    }

    @Override
    public boolean isCancelled() {
        return handle.isCancelled();
    }
}
