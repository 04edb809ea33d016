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

/**
 * Stands before the caller's handler for one attempt: passes on everything the library tells, on the library's own threads, until
 * the attempt has ended.
 *
 * <p>Methods of later versions are never called by an older library, and nothing here makes the JVM look up the types they name
 * before: what would stands in {@link WatchedHandle}.
 */
final class RoutedHandler implements StreamingChatResponseHandler {
    private final HandlerAttempts attempts;
    private final StreamingChatResponseHandler handler;
    private final Object target;
    private final Attempt attempt;
    private volatile boolean ended;

    RoutedHandler(HandlerAttempts attempts, StreamingChatResponseHandler handler, Object target, Attempt attempt) {
        this.attempts = attempts;
        this.handler = handler;
        this.target = target;
        this.attempt = attempt;
    }

    private boolean passes() {
        if (ended) {
            return false;
        }
        attempt.output();
        return true;
    }

    @Override
    public void onPartialResponse(String text) {
        if (passes()) {
            handler.onPartialResponse(text);
        }
    }

    @Override
    public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
        if (passes()) {
            handler.onPartialResponse(
                    part,
                    context == null
                            ? null
                            : new PartialResponseContext(WatchedHandle.of(context.streamingHandle(), attempts)));
        }
    }

    @Override
    public void onPartialThinking(PartialThinking part) {
        if (passes()) {
            handler.onPartialThinking(part);
        }
    }

    @Override
    public void onPartialThinking(PartialThinking part, PartialThinkingContext context) {
        if (passes()) {
            handler.onPartialThinking(
                    part,
                    context == null
                            ? null
                            : new PartialThinkingContext(WatchedHandle.of(context.streamingHandle(), attempts)));
        }
    }

    @Override
    public void onPartialToolCall(PartialToolCall part) {
        if (passes()) {
            handler.onPartialToolCall(part);
        }
    }

    @Override
    public void onPartialToolCall(PartialToolCall part, PartialToolCallContext context) {
        if (passes()) {
            handler.onPartialToolCall(
                    part,
                    context == null
                            ? null
                            : new PartialToolCallContext(WatchedHandle.of(context.streamingHandle(), attempts)));
        }
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall call) {
        if (passes()) {
            handler.onCompleteToolCall(call);
        }
    }

    @Override
    public void onUnmappedRawEvent(Object event) {
        if (passes()) {
            handler.onUnmappedRawEvent(event);
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        if (!ended) {
            ended = true;
            if (attempts.completed(target, attempt, response)) {
                handler.onCompleteResponse(response);
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (!ended) {
            ended = true;
            attempt.failed(failure);
        }
    }
}
