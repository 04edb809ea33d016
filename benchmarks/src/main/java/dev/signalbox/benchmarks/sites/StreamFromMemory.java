package dev.signalbox.benchmarks.sites;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatModelStreamingEvent;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.openjdk.jmh.annotations.CompilerControl;

/** A streaming model of LangChain4j that tells a prepared answer in parts, on the thread that asks for it. */
final class StreamFromMemory implements StreamingChatModel {
    /** How many parts come before the complete answer. */
    static final int PARTS = 8;

    private static final String PART = "Some ";

    private final ChatRequestParameters defaults;
    private final ChatResponse answer;
    private final List<ChatModelStreamingEvent> events = new ArrayList<>();

    StreamFromMemory(String name) {
        defaults = ChatRequestParameters.builder().modelName(name).build();
        answer = ChatFromMemory.answer(name);
        for (int i = 0; i < PARTS; i++) {
            events.add(new PartialResponse(PART));
        }
        events.add(new CompleteResponse(answer));
    }

    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        for (int i = 0; i < PARTS; i++) {
            handler.onPartialResponse(PART);
        }
        handler.onCompleteResponse(answer);
    }

    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public Flow.Publisher<ChatModelStreamingEvent> doChat(ChatRequest request) {
        return subscriber -> subscriber.onSubscribe(new Telling(subscriber));
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return defaults;
    }

    /** Tells the events as they are asked for. */
    private final class Telling implements Flow.Subscription {
        private final Flow.Subscriber<? super ChatModelStreamingEvent> subscriber;
        private int next;
        private long demand;
        private boolean telling;
        private boolean over;

        Telling(Flow.Subscriber<? super ChatModelStreamingEvent> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long n) {
            demand = Math.max(demand, demand + n);
            if (telling) {
                return; // asked for by whom an event is being told to
            }
            telling = true;
            while (!over && demand > 0) {
                demand--;
                subscriber.onNext(events.get(next));
                if (++next == events.size() && !over) {
                    over = true;
                    subscriber.onComplete();
                }
            }
            telling = false;
        }

        @Override
        public void cancel() {
            over = true;
        }
    }
}
