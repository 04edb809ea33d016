package dev.signalbox.agent.library.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.signalbox.core.site.Attempt;
import java.io.EOFException;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the caller's handler for one attempt. From the first event that reaches the caller on everything the library tells
 * is passed on, on the library's own threads, also what it tells after an error. An attempt that failed before that is silent from
 * then on, unless no other one was made.
 *
 * <p>Methods of later versions are never called by an older library, and nothing here makes the JVM look up the types they name
 * before: what would stands in {@link WatchedHandle}.
 */
final class RoutedHandler implements StreamingChatResponseHandler {
    private static final int MAX_DEPTH = 16;

    private final HandlerAttempts attempts;
    private final StreamingChatResponseHandler handler;
    private final Object target;
    private final Attempt attempt;
    /** Whether an event has reached the caller. */
    private volatile boolean answering;
    /** Whether the attempt failed before any event reached the caller. */
    private volatile boolean dead;
    /** Whether the library told an outcome. */
    private volatile boolean outcome;
    /** What the caller's own handler threw last. */
    private volatile @Nullable Throwable thrownByHandler;

    RoutedHandler(HandlerAttempts attempts, StreamingChatResponseHandler handler, Object target, Attempt attempt) {
        this.attempts = attempts;
        this.handler = handler;
        this.target = target;
        this.attempt = attempt;
    }

    boolean hasOutcome() {
        return outcome;
    }

    boolean reachesTheCaller() {
        return dead ? attempts.isToldOfTheOnlyOne() : answering;
    }

    private boolean passes() {
        if (!dead && !answering) {
            if (!attempt.output()) {
                dead = true; // it took too long
                return false;
            }
            answering = true;
            attempts.answering();
        }
        return reachesTheCaller();
    }

    /** Tells the caller's handler, and remembers what it throws: the library makes an error of that. */
    private void tell(Runnable event) {
        try {
            event.run();
        } catch (Throwable t) {
            thrownByHandler = t;
            throw t;
        }
    }

    @Override
    public void onPartialResponse(String text) {
        if (passes()) {
            tell(() -> handler.onPartialResponse(text));
        }
    }

    @Override
    public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
        if (passes()) {
            tell(() -> handler.onPartialResponse(
                    part,
                    context == null
                            ? null
                            : new PartialResponseContext(WatchedHandle.of(context.streamingHandle(), attempts))));
        }
    }

    @Override
    public void onPartialThinking(PartialThinking part) {
        if (passes()) {
            tell(() -> handler.onPartialThinking(part));
        }
    }

    @Override
    public void onPartialThinking(PartialThinking part, PartialThinkingContext context) {
        if (passes()) {
            tell(() -> handler.onPartialThinking(
                    part,
                    context == null
                            ? null
                            : new PartialThinkingContext(WatchedHandle.of(context.streamingHandle(), attempts))));
        }
    }

    @Override
    public void onPartialToolCall(PartialToolCall part) {
        if (passes()) {
            tell(() -> handler.onPartialToolCall(part));
        }
    }

    @Override
    public void onPartialToolCall(PartialToolCall part, PartialToolCallContext context) {
        if (passes()) {
            tell(() -> handler.onPartialToolCall(
                    part,
                    context == null
                            ? null
                            : new PartialToolCallContext(WatchedHandle.of(context.streamingHandle(), attempts))));
        }
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall call) {
        if (passes()) {
            tell(() -> handler.onCompleteToolCall(call));
        }
    }

    @Override
    public void onUnmappedRawEvent(Object event) {
        if (passes()) {
            tell(() -> handler.onUnmappedRawEvent(event));
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        if (!outcome) {
            outcome = true;
            EOFException cut = attempts.cut(target, response);
            if (cut == null) {
                if (!attempt.succeeded(response)) {
                    dead = true;
                    return;
                }
            } else {
                dead = !answering;
                attempt.failed(cut);
                if (dead) {
                    return; // another attempt was made, or the caller was told
                }
            }
        }
        if (passes()) {
            tell(() -> handler.onCompleteResponse(response));
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (!outcome && !isOfHandler(failure)) {
            outcome = true;
            dead = !answering;
            attempt.failed(failure);
            if (dead) {
                return; // another attempt was made, or the caller was told
            }
        }
        if (reachesTheCaller()) {
            handler.onError(failure);
        }
    }

    private boolean isOfHandler(Throwable failure) {
        Throwable own = thrownByHandler;
        int depth = 0;
        for (Throwable t = failure; own != null && t != null && depth < MAX_DEPTH; t = t.getCause(), depth++) {
            if (t == own) {
                return true;
            }
        }
        return false;
    }
}
