package dev.signalbox.agent.library.langchain4j;

import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingHandle;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The library's own handle of a stream; the engine learns of a cancellation too, for the library tells no outcome then. */
final class WatchedHandle implements StreamingHandle {
    static final Set<String> METHODS = Set.of("cancel()", "isCancelled()");
    private static final boolean HAS_LATER = LaterMethods.has(StreamingHandle.class, METHODS);
    private static final Set<String> OF_CONTEXTS = Set.of("streamingHandle()");

    private static final ClassValue<Boolean> ONLY_HANDLES = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return Arrays.stream(type.getMethods())
                    .filter(each -> each.getDeclaringClass() != Object.class)
                    .allMatch(each -> OF_CONTEXTS.contains(LaterMethods.signature(each)));
        }
    };

    private final StreamingHandle handle;
    private final HandlerAttempts attempts;

    private WatchedHandle(StreamingHandle handle, HandlerAttempts attempts) {
        this.handle = handle;
        this.attempts = attempts;
    }

    private static @Nullable StreamingHandle of(@Nullable StreamingHandle handle, HandlerAttempts attempts) {
        if (handle == null) {
            return null;
        }
        WatchedHandle watched = new WatchedHandle(handle, attempts);
        return HAS_LATER
                ? LaterMethods.standIn(
                        StreamingHandle.class,
                        METHODS,
                        watched,
                        (method, args) -> LaterMethods.invoke(method, handle, args))
                : watched;
    }

    static @Nullable PartialResponseContext watched(
            @Nullable PartialResponseContext context, HandlerAttempts attempts) {
        return context == null || !isOnlyAHandle(context)
                ? context
                : new PartialResponseContext(of(context.streamingHandle(), attempts));
    }

    static @Nullable PartialThinkingContext watched(
            @Nullable PartialThinkingContext context, HandlerAttempts attempts) {
        return context == null || !isOnlyAHandle(context)
                ? context
                : new PartialThinkingContext(of(context.streamingHandle(), attempts));
    }

    static @Nullable PartialToolCallContext watched(
            @Nullable PartialToolCallContext context, HandlerAttempts attempts) {
        return context == null || !isOnlyAHandle(context)
                ? context
                : new PartialToolCallContext(of(context.streamingHandle(), attempts));
    }

    /** Whether a context tells nothing else, so that it can be made anew; of one that does a cancel is not learned of. */
    private static boolean isOnlyAHandle(Object context) {
        return ONLY_HANDLES.get(context.getClass());
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
