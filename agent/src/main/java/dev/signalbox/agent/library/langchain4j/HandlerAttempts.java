package dev.signalbox.agent.library.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.signalbox.core.site.Answered;
import dev.signalbox.core.site.AsyncAttempts;
import dev.signalbox.core.site.AsyncCall;
import dev.signalbox.core.site.AsyncCalls;
import dev.signalbox.core.site.Attempt;
import java.io.EOFException;
import org.jspecify.annotations.Nullable;

/** The attempts of a call whose caller gave a handler: each attempt is given one of ours that stands before it. */
final class HandlerAttempts implements AsyncAttempts {
    private final StreamingChatResponseHandler handler;
    private final StreamEnds ends;
    private final Start start;
    private volatile @Nullable AsyncCall call;
    private volatile boolean opening = true;
    private volatile @Nullable Throwable thrown;
    private volatile boolean cancelled;
    /** What the first stream that was cut before any output failed with, and what the library had made of it. */
    private volatile @Nullable EOFException cut;

    private volatile @Nullable ChatResponse cutShort;

    /** Calls the library. */
    @FunctionalInterface
    interface Start {
        void on(Object target, @Nullable Object[] args, StreamingChatResponseHandler handler) throws Throwable;
    }

    private HandlerAttempts(StreamingChatResponseHandler handler, StreamEnds ends, Start start) {
        this.handler = handler;
        this.ends = ends;
        this.start = start;
    }

    /** Begins a call; gives what {@link dev.signalbox.core.site.AsyncSite#open} is to return. */
    static @Nullable Object open(AsyncCalls calls, StreamingChatResponseHandler handler, StreamEnds ends, Start start) {
        HandlerAttempts attempts = new HandlerAttempts(handler, ends, start);
        AsyncCall begun = calls.begin(attempts);
        attempts.call = begun;
        if (attempts.cancelled) {
            begun.cancelled();
        }
        attempts.opening = false;
        Throwable thrown = attempts.thrown;
        return thrown == null ? null : Answered.throwing(thrown);
    }

    @Override
    public void attempt(Object target, @Nullable Object[] args, Attempt attempt) throws Throwable {
        start.on(target, args, new RoutedHandler(this, handler, target, attempt));
    }

    @Override
    public void failed(Throwable failure, boolean wasThrown) {
        ChatResponse made = cutShort;
        if (failure == cut && made != null) {
            handler.onCompleteResponse(made); // as the library reports it
        } else if (wasThrown && opening) {
            thrown = failure;
        } else {
            handler.onError(failure);
        }
    }

    /**
     * The library reports a response as complete.
     *
     * @return whether the handler may be told: it was not cut
     */
    boolean completed(Object target, Attempt attempt, ChatResponse response) {
        if (response == null || !ends.isCut(target, response)) {
            attempt.succeeded(response);
            return true;
        }
        EOFException failure = new EOFException("the stream ended without its end mark");
        if (cut == null) {
            cut = failure;
        }
        if (cut == failure) {
            cutShort = response;
        }
        attempt.failed(failure);
        return false;
    }

    /** The caller cancelled the stream. */
    void cancelled() {
        cancelled = true;
        AsyncCall begun = call;
        if (begun != null) {
            begun.cancelled();
        }
    }
}
