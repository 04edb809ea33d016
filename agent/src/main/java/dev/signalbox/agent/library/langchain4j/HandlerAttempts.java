package dev.signalbox.agent.library.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.signalbox.agent.site.async.Opening;
import dev.signalbox.core.site.Answered;
import dev.signalbox.core.site.AsyncAttempts;
import dev.signalbox.core.site.AsyncCall;
import dev.signalbox.core.site.AsyncCalls;
import dev.signalbox.core.site.Attempt;
import java.io.EOFException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The attempts of a call whose caller gave a handler: each attempt is given one of ours that stands before it. */
final class HandlerAttempts implements AsyncAttempts {
    private final StreamingChatResponseHandler handler;
    private final StreamEnds ends;
    private final Start start;
    private final Opening opening = new Opening();
    private final AtomicInteger made = new AtomicInteger();
    private volatile @Nullable AsyncCall call;
    private volatile boolean cancelled;
    /** Whether the caller was told that all attempts failed. */
    private volatile boolean told;
    /** Whether an attempt took too long. */
    private volatile boolean tookTooLong;
    /** Whether what the library tells of one attempt has reached the caller. */
    private volatile boolean answering;
    /** The attempt whose failure is told where no other answers. */
    private volatile @Nullable RoutedHandler first;
    /** What streams that were cut before any output failed with, and what the library had made of them. */
    private final Map<Throwable, ChatResponse> cuts = Collections.synchronizedMap(new IdentityHashMap<>(2));

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
        Throwable thrown = attempts.opening.ends();
        return thrown == null ? null : Answered.throwing(thrown);
    }

    @Override
    public void attempt(Object target, @Nullable Object[] args, Attempt attempt) throws Throwable {
        RoutedHandler routed = new RoutedHandler(this, handler, target, attempt);
        if (made.getAndIncrement() == 0) {
            first = routed;
        }
        try {
            start.on(target, args, routed.asHandler());
        } catch (Throwable thrown) {
            if (!routed.hasOutcome()) {
                throw thrown;
            }
            if (routed.reachesTheCaller()) {
                opening.throwing(thrown); // its outcome was told before, and the library throws all the same
            }
        }
    }

    @Override
    public void failed(Throwable failure, boolean wasThrown) {
        if (answering && !wasThrown) {
            return; // the attempt's handler passes on what it is told
        }
        RoutedHandler teller = first;
        if (teller == null) {
            end(failure, wasThrown);
        } else {
            teller.end(() -> end(failure, wasThrown));
        }
    }

    private void end(Throwable failure, boolean wasThrown) {
        if (wasThrown && opening.throwing(failure)) {
            return;
        }
        told = true;
        ChatResponse cut = cuts.get(failure);
        if (cut == null) {
            handler.onError(failure);
        } else {
            handler.onCompleteResponse(cut); // as the library reports it
        }
    }

    /**
     * What a response that the library reports as complete failed with; null where it was not cut.
     *
     * @param raw whether there was nothing before it but raw events, by which a provider may report an error
     */
    @Nullable
    EOFException cut(Object target, @Nullable ChatResponse response, boolean raw) {
        if (response == null || !(ends.isCut(target, response) || (raw && StreamEnds.isNothing(response)))) {
            return null;
        }
        EOFException failure = new EOFException("the stream ended without its end mark");
        cuts.put(failure, response);
        return failure;
    }

    /** Output of an attempt reaches the caller: no other follows. */
    void answering() {
        answering = true;
        first = null;
    }

    /** Whether the only attempt of the call has failed, and the caller knows: what the library tells then is for the caller. */
    boolean isToldOfTheOnlyOne() {
        return told && made.get() == 1 && !tookTooLong;
    }

    @Override
    public void cut() {
        tookTooLong = true;
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
