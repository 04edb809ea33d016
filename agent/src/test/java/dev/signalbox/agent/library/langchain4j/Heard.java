package dev.signalbox.agent.library.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An application's handler: keeps what it is told and by which kind of thread. It may throw, or cancel, as it is told to. */
final class Heard implements StreamingChatResponseHandler {
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final String throwsAt;
    private volatile @Nullable StreamingHandle handle;
    volatile @Nullable String thread;

    Heard() {
        this("");
    }

    /** One that throws at events that begin with this. */
    Heard(String throwsAt) {
        this.throwsAt = throwsAt;
    }

    /** What was told up to an end, and whatever was told within that turn of the library's thread. */
    List<String> awaitEnd() {
        try {
            if (!over.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("no end after " + events);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return new ArrayList<>(events);
    }

    List<String> events() {
        return new ArrayList<>(events);
    }

    StreamingHandle handle() {
        return java.util.Objects.requireNonNull(handle);
    }

    private void heard(String event) {
        events.add(event);
        thread = Thread.currentThread().getName().replaceAll("\\d+", "#");
        if (!throwsAt.isEmpty() && event.startsWith(throwsAt)) {
            throw new IllegalStateException("thrown at " + event);
        }
    }

    @Override
    public void onPartialResponse(String text) {
        heard("plain " + text);
    }

    @Override
    public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
        handle = context.streamingHandle();
        heard("token " + part.text());
    }

    /** The client tells every chunk without content raw; those that a provider ends an answer with are of no interest. */
    @Override
    public void onUnmappedRawEvent(Object event) {
        if (!event.toString().contains("chat.completion.chunk")) {
            heard("raw");
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        try {
            heard("complete " + response.aiMessage().text() + ", " + response.finishReason());
        } finally {
            over.countDown();
        }
    }

    @Override
    public void onError(Throwable failure) {
        try {
            heard("error " + failure.getClass().getSimpleName() + ": " + failure.getMessage());
        } finally {
            over.countDown();
        }
    }
}
