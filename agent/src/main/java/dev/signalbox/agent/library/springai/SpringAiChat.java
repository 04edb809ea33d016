package dev.signalbox.agent.library.springai;

import dev.signalbox.agent.site.ReturnTypes;
import dev.signalbox.agent.site.async.RoutedPublisher;
import dev.signalbox.core.config.Replay;
import dev.signalbox.core.site.AsyncCalls;
import dev.signalbox.core.site.AsyncSite;
import dev.signalbox.core.site.CancellableCall;
import dev.signalbox.core.site.FailureClass;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.util.context.ContextView;

/**
 * The call site {@code spring-ai.chat}: {@code ChatModel.call(Prompt)} (method 0) and {@code stream(Prompt)} (method 1), at which all
 * other overloads and ChatClient arrive.
 *
 * <p>A stream is a call when it is subscribed to, and each subscription is one. A provider that closes the connection early is
 * reported by the client as it sees fit; where it reports an end, so do we.
 */
public final class SpringAiChat implements AsyncSite {
    private static final int STREAM = 1;

    private final ReturnTypes returned = new ReturnTypes("call", List.of("org.springframework.ai.chat.prompt.Prompt"));

    @Override
    public String id() {
        return "spring-ai.chat";
    }

    @Override
    public String library() {
        return "spring-ai";
    }

    /** A prompt may be sent again; what has reached the subscriber is never followed by another attempt. */
    @Override
    public Replay replay() {
        return Replay.ARGS;
    }

    @Override
    public boolean isAsync(int method) {
        return method == STREAM;
    }

    @Override
    public String nameOf(Object instance) {
        @Nullable ChatOptions options = ((ChatModel) instance).getOptions();
        @Nullable String name = options == null ? null : options.getModel();
        return name == null ? "" : name;
    }

    @Override
    @SuppressWarnings("NullAway") // what the caller gave goes through as it is
    public @Nullable Object invoke(
            int method,
            Object target,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5) {
        return ((ChatModel) target).call((Prompt) a0);
    }

    @Override
    public Object open(int method, Object self, @Nullable Object[] args, AsyncCalls calls) {
        return Flux.deferContextual(
                context -> JdkFlowAdapter.flowPublisherToFlux(new RoutedPublisher<>(calls, new Streams(context))));
    }

    /** What models publish; the subscriber's context reaches whichever is subscribed to. */
    private record Streams(ContextView context) implements RoutedPublisher.Source<ChatResponse> {
        @Override
        public Flow.Publisher<ChatResponse> of(Object target, @Nullable Object[] args) {
            return JdkFlowAdapter.publisherToFlowPublisher(
                    ((ChatModel) target).stream((Prompt) args[0]).contextWrite(context));
        }

        @Override
        public @Nullable Object result(ChatResponse part) {
            return Tokens.input(part) < 0 && Tokens.output(part) < 0 ? null : part;
        }
    }

    @Override
    public @Nullable String retarget(
            int method, @Nullable Object[] args, Object primary, Object target, @Nullable String requestName) {
        if (!(args[0] instanceof Prompt prompt)) {
            return "the prompt is null";
        }
        PromptRetarget retargeted =
                PromptRetarget.retarget(prompt, (ChatModel) primary, (ChatModel) target, requestName);
        if (retargeted.prompt() != null) {
            args[0] = retargeted.prompt();
        }
        return retargeted.refusal();
    }

    @Override
    public @Nullable String incompatible(Object primary, Object candidate) {
        return candidate instanceof ChatModel
                ? returned.refusal(primary, candidate)
                : candidate.getClass().getName() + " is no " + ChatModel.class.getName()
                        + " of the primary's class loader";
    }

    @Override
    public boolean cancels() {
        return true;
    }

    @Override
    public @Nullable CancellableCall cancellable(
            Object target,
            long nanos,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5)
            throws ReflectiveOperationException {
        return a0 instanceof Prompt prompt ? TimedPrompt.of((ChatModel) target, prompt, nanos) : null;
    }

    @Override
    public @Nullable String advice(Object instance) throws ReflectiveOperationException {
        return Retries.advice(instance);
    }

    @Override
    public FailureClass classify(Throwable failure) {
        return SpringAiFailures.classify(failure);
    }

    @Override
    public long retryAfterNanos(Throwable failure) {
        return SpringAiFailures.retryAfterNanos(failure);
    }

    /** A response holds no resources. */
    @Override
    public void discard(@Nullable Object result) {}

    @Override
    public boolean tellsTokens() {
        return true;
    }

    @Override
    public long inputTokens(@Nullable Object result) {
        return result instanceof ChatResponse response ? Tokens.input(response) : -1;
    }

    @Override
    public long outputTokens(@Nullable Object result) {
        return result instanceof ChatResponse response ? Tokens.output(response) : -1;
    }
}
