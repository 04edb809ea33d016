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
import java.lang.reflect.Method;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the caller's handler for one attempt. From the first event that reaches the caller on everything the library tells
 * is passed on, on the library's own threads, also what it tells after an error. An attempt that failed before that is silent from
 * then on, unless no other one was made.
 *
 * <p>A raw event is no output yet: a provider may report an error by it. It is held until the attempt answers, and dropped with it
 * where another attempt answers.
 *
 * <p>Methods of later versions are never called by an older library, and nothing here makes the JVM look up the types they name
 * before: what would stands in {@link WatchedHandle}.
 */
final class RoutedHandler implements StreamingChatResponseHandler {
    private static final String RESPONSE = "dev.langchain4j.model.chat.response.";

    /** The methods that are overridden here, as {@link LaterMethods} writes them. */
    static final Set<String> METHODS = Set.of(
            "onPartialResponse(java.lang.String)",
            "onPartialResponse(" + RESPONSE + "PartialResponse," + RESPONSE + "PartialResponseContext)",
            "onPartialThinking(" + RESPONSE + "PartialThinking)",
            "onPartialThinking(" + RESPONSE + "PartialThinking," + RESPONSE + "PartialThinkingContext)",
            "onPartialToolCall(" + RESPONSE + "PartialToolCall)",
            "onPartialToolCall(" + RESPONSE + "PartialToolCall," + RESPONSE + "PartialToolCallContext)",
            "onCompleteToolCall(" + RESPONSE + "CompleteToolCall)",
            "onUnmappedRawEvent(java.lang.Object)",
            "onCompleteResponse(" + RESPONSE + "ChatResponse)",
            "onError(java.lang.Throwable)");

    private static final boolean HAS_LATER = LaterMethods.has(StreamingChatResponseHandler.class, METHODS);
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

    private final HeldEvents held = new HeldEvents();
    /** What the caller's own handler threw last. */
    private volatile @Nullable Throwable thrownByHandler;

    RoutedHandler(HandlerAttempts attempts, StreamingChatResponseHandler handler, Object target, Attempt attempt) {
        this.attempts = attempts;
        this.handler = handler;
        this.target = target;
        this.attempt = attempt;
    }

    /** What the library is handed: this, or, where its version has events that we do not know, what passes those on too. */
    StreamingChatResponseHandler asHandler() {
        return HAS_LATER ? LaterMethods.standIn(StreamingChatResponseHandler.class, METHODS, this, this::later) : this;
    }

    /** An event of a later version counts as output; what answers something is a question to the caller's handler. */
    private @Nullable Object later(Method method, @Nullable Object[] args) {
        if (method.getReturnType() != void.class) {
            return LaterMethods.invoke(method, handler, args);
        }
        output(() -> LaterMethods.invoke(method, handler, args));
        return null;
    }

    boolean hasOutcome() {
        return outcome;
    }

    boolean reachesTheCaller() {
        return dead ? attempts.isToldOfTheOnlyOne() : answering;
    }

    /** Tells the caller's handler of output, which makes this attempt the one that answers, unless it has failed. */
    private void output(Runnable event) {
        if (!dead && !answering) {
            if (!attempt.output()) {
                dead = true; // it took too long
                return;
            }
            answering = true;
            attempts.answering();
        }
        if (reachesTheCaller()) {
            tell(event);
        }
    }

    /** Tells the caller's handler, and remembers what it throws: the library makes an error of that. */
    private void tell(Runnable event) {
        try {
            held.tell(handler, event);
        } catch (Throwable t) {
            thrownByHandler = t;
            throw t;
        }
    }

    /** Tells what was held, for no other attempt answers, and then how the call ended. */
    void end(Runnable event) {
        held.tell(handler, event);
    }

    @Override
    public void onPartialResponse(String text) {
        output(() -> handler.onPartialResponse(text));
    }

    @Override
    public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
        output(() -> handler.onPartialResponse(part, WatchedHandle.watched(context, attempts)));
    }

    @Override
    public void onPartialThinking(PartialThinking part) {
        output(() -> handler.onPartialThinking(part));
    }

    @Override
    public void onPartialThinking(PartialThinking part, PartialThinkingContext context) {
        output(() -> handler.onPartialThinking(part, WatchedHandle.watched(context, attempts)));
    }

    @Override
    public void onPartialToolCall(PartialToolCall part) {
        output(() -> handler.onPartialToolCall(part));
    }

    @Override
    public void onPartialToolCall(PartialToolCall part, PartialToolCallContext context) {
        output(() -> handler.onPartialToolCall(part, WatchedHandle.watched(context, attempts)));
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall call) {
        output(() -> handler.onCompleteToolCall(call));
    }

    @Override
    public void onUnmappedRawEvent(Object event) {
        if (dead || answering || !held.hold(event)) {
            output(() -> handler.onUnmappedRawEvent(event));
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        if (!outcome) {
            outcome = true;
            EOFException cut = attempts.cut(target, response, !answering && held.isHolding());
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
        output(() -> handler.onCompleteResponse(response));
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
