package dev.signalbox.agent.library.langchain4j;

import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatModelStreamingEvent;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.signalbox.agent.site.async.RoutedPublisher;
import dev.signalbox.core.config.Replay;
import dev.signalbox.core.site.AsyncCalls;
import dev.signalbox.core.site.AsyncSite;
import dev.signalbox.core.site.FailureClass;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The call site {@code langchain4j.streaming-chat}: {@code StreamingChatModel.chat} with a request and a handler (method 0), from
 * LangChain4j 1.13 on with options between them (method 1), and from 1.20 on with a request alone, which answers by a publisher
 * (method 2).
 *
 * <p>Not {@code doChat}, for the reason that {@link LangChain4jChat} tells.
 */
public final class LangChain4jStreaming implements AsyncSite {
    private static final int WITH_OPTIONS = 1;
    private static final int PUBLISHER = 2;

    private final StreamEnds ends = new StreamEnds();

    @Override
    public String id() {
        return "langchain4j.streaming-chat";
    }

    @Override
    public String library() {
        return "langchain4j";
    }

    /** A request is immutable and may be sent again; what has reached the handler is never followed by another attempt. */
    @Override
    public Replay replay() {
        return Replay.ARGS;
    }

    @Override
    public boolean isAsync(int method) {
        return true;
    }

    @Override
    public String nameOf(Object instance) {
        @Nullable String name = ChatParty.of(instance).name();
        return name == null ? "" : name;
    }

    /** Without a handler there is nobody to stand before; the library's own body says so to the caller. */
    @Override
    public boolean accepts(int method, @Nullable Object[] args) {
        return method == PUBLISHER || args[placeOfHandler(method)] != null;
    }

    private static int placeOfHandler(int method) {
        return method == WITH_OPTIONS ? 2 : 1;
    }

    @Override
    public @Nullable Object open(int method, Object self, @Nullable Object[] args, AsyncCalls calls) {
        if (method == PUBLISHER) {
            return Since120.publisher(calls, ends);
        }
        StreamingChatResponseHandler handler =
                (StreamingChatResponseHandler) Objects.requireNonNull(args[placeOfHandler(method)]);
        return HandlerAttempts.open(calls, handler, ends, (target, given, wrapped) -> {
            StreamingChatModel model = (StreamingChatModel) target;
            if (method == WITH_OPTIONS) {
                Since113.chat(model, given, wrapped);
            } else {
                model.chat((ChatRequest) given[0], wrapped);
            }
        });
    }

    @Override
    public @Nullable String retarget(
            int method, @Nullable Object[] args, Object primary, Object target, @Nullable String requestName) {
        return args[0] instanceof ChatRequest request
                ? ChatRetarget.retarget(request, ChatParty.of(primary), ChatParty.of(target), requestName)
                        .applyTo(args)
                : "the request is null";
    }

    @Override
    public @Nullable String incompatible(Object primary, Object candidate) {
        return candidate instanceof StreamingChatModel
                ? null
                : candidate.getClass().getName() + " is no " + StreamingChatModel.class.getName()
                        + " of the primary's class loader";
    }

    @Override
    public FailureClass classify(Throwable failure) {
        return ChatFailures.classify(failure);
    }

    /** Nothing holds resources. */
    @Override
    public void discard(@Nullable Object result) {}

    @Override
    public boolean tellsTokens() {
        return true;
    }

    @Override
    public long inputTokens(@Nullable Object result) {
        return result instanceof ChatResponse response ? Tokens.input(response.tokenUsage()) : -1;
    }

    @Override
    public long outputTokens(@Nullable Object result) {
        return result instanceof ChatResponse response ? Tokens.output(response.tokenUsage()) : -1;
    }

    @Override
    public RuntimeException rejection(String message) {
        return new RateLimitException(message);
    }

    @Override
    public RuntimeException timeout(String message, @Nullable Throwable cause) {
        return new TimeoutException(message, cause);
    }

    /** What older versions lack, in classes of their own, so that the rest links without it. */
    private static final class Since113 {
        static void chat(StreamingChatModel model, @Nullable Object[] args, StreamingChatResponseHandler handler) {
            model.chat((ChatRequest) args[0], (ChatRequestOptions) args[1], handler);
        }
    }

    private record Since120(StreamEnds ends) implements RoutedPublisher.Source<ChatModelStreamingEvent> {
        static Flow.Publisher<ChatModelStreamingEvent> publisher(AsyncCalls calls, StreamEnds ends) {
            return new RoutedPublisher<>(calls, new Since120(ends));
        }

        @Override
        public Flow.Publisher<ChatModelStreamingEvent> of(Object target, @Nullable Object[] args) {
            return ((StreamingChatModel) target).chat((ChatRequest) args[0]);
        }

        @Override
        public @Nullable Object result(ChatModelStreamingEvent event) {
            return event instanceof CompleteResponse complete ? complete.chatResponse() : null;
        }

        @Override
        public boolean isCut(Object target, Object result) {
            return ends.isCut(target, (ChatResponse) result);
        }
    }
}
