package dev.signalbox.benchmarks.sites;

import dev.langchain4j.model.chat.response.ChatModelStreamingEvent;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** An application that reads one stream, as a handler or as a subscriber: it counts the parts and keeps the end. */
final class StreamReader implements StreamingChatResponseHandler, Flow.Subscriber<ChatModelStreamingEvent> {
    private int parts;
    private @Nullable ChatResponse response;

    /** The complete response; the stream must have told all of its parts. */
    ChatResponse response() {
        if (parts != StreamFromMemory.PARTS) {
            throw new IllegalStateException(parts + " parts");
        }
        return Objects.requireNonNull(response);
    }

    @Override
    public void onPartialResponse(String part) {
        parts++;
    }

    @Override
    public void onCompleteResponse(ChatResponse complete) {
        response = complete;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ChatModelStreamingEvent event) {
        if (event instanceof CompleteResponse complete) {
            response = complete.chatResponse();
        } else {
            parts++;
        }
    }

    @Override
    public void onError(Throwable failure) {
        throw new IllegalStateException(failure);
    }

    @Override
    public void onComplete() {}
}
