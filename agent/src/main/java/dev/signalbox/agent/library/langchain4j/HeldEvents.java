package dev.signalbox.agent.library.langchain4j;

import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The raw events of an attempt that has not answered yet, in their order. The library may tell each event on another thread; the
 * monitor is never held while the caller's handler runs.
 */
final class HeldEvents {
    /** Whoever tells so much without any output is answering by it. */
    private static final int MOST = 256;

    private @Nullable List<Object> events;

    /** Keeps an event; false where there are too many. */
    synchronized boolean hold(Object event) {
        List<Object> held = events == null ? new ArrayList<>() : events;
        if (held.size() >= MOST) {
            return false;
        }
        held.add(event);
        events = held;
        return true;
    }

    synchronized boolean isHolding() {
        return events != null;
    }

    private synchronized @Nullable List<Object> take() {
        List<Object> held = events;
        events = null;
        return held;
    }

    /** Tells what is held, and then what comes after it. Each is told whatever the handler throws at another; that is thrown then. */
    void tell(StreamingChatResponseHandler handler, Runnable next) {
        List<Object> held = take();
        if (held == null) {
            next.run();
            return;
        }
        RuntimeException thrown = null;
        for (Object event : held) {
            try {
                handler.onUnmappedRawEvent(event);
            } catch (RuntimeException e) {
                thrown = thrown == null ? e : thrown;
            }
        }
        next.run();
        if (thrown != null) {
            throw thrown;
        }
    }
}
