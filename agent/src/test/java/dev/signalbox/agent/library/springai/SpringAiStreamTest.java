package dev.signalbox.agent.library.springai;

import static dev.signalbox.agent.library.springai.OpenAiServer.chunk;
import static dev.signalbox.agent.library.springai.OpenAiServer.last;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.signalbox.core.config.ChainConfig;
import dev.signalbox.core.config.Match;
import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.config.RouteConfig;
import dev.signalbox.core.site.CallGate;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/** Streams as the engine routes them, entered as an instrumented {@code stream} enters it, with the real client. */
class SpringAiStreamTest {
    private final SpringAiChat site = new SpringAiChat();
    private final OpenAiServer large = new OpenAiServer();
    private final OpenAiServer small = new OpenAiServer();
    private final World world = new World(
            1,
            World.config(
                    Map.of("large", model("large"), "small", model("small")),
                    new RouteConfig(
                            "chat",
                            List.of("spring-ai.chat"),
                            "large",
                            List.of(new ChainConfig("large", "large"), new ChainConfig("small", "small")),
                            RetryConfig.NONE)));
    private final CallGate gate = world.engine.gate();

    private static ModelConfig model(String name) {
        return new ModelConfig(name, new Match("spring-ai", name, null, null, null), false, 1, false, null, null, null);
    }

    @AfterEach
    void nothingIsLeftBehind() {
        large.close();
        small.close();
        for (var node : world.engine.nodes()) {
            assertThat(node.inFlight()).as(node.name()).isZero();
        }
        assertThat(world.engine.failures().last()).isEmpty();
    }

    private <T extends ChatModel> T seen(T model) {
        gate.constructed(site, model);
        return model;
    }

    /** The two models at their servers; the first's {@code stream} as it is instrumented. */
    private Flux<String> stream() {
        return stream(seen(large.client("large")), seen(small.client("small")));
    }

    @SuppressWarnings({"unchecked", "UnusedVariable"})
    private Flux<String> stream(ChatModel primary, ChatModel held) {
        Flux<ChatResponse> stream = (Flux<ChatResponse>)
                gate.enterAsync(site, 1, primary, new Prompt("hello"), null, null, null, null, null);
        assertThat(stream).isNotNull();
        return stream.map(SpringAiStreamTest::text).doFinally(end -> java.lang.ref.Reference.reachabilityFence(held));
    }

    private static String text(ChatResponse response) {
        return response.getResults().isEmpty()
                ? ""
                : String.valueOf(response.getResult().getOutput().getText());
    }

    private static ChatResponse response(String text) {
        return new ChatResponse(List.of(new Generation(new AssistantMessage(text))));
    }

    private static String all(Flux<String> stream) {
        return String.join("|", stream.collectList().block(Duration.ofSeconds(30)));
    }

    private long failures(String node) {
        return count(node, FailureClass.TRANSIENT);
    }

    private long count(String node, FailureClass kind) {
        return world.node(node).meter().counts()[1 + kind.ordinal()];
    }

    private long succeeded(String node) {
        return world.node(node).meter().counts()[0];
    }

    @Test
    void eachSubscriptionIsACallAndNothingHappensBefore() {
        large.play(OpenAiServer.stream(chunk("from "), chunk("large"), last(), OpenAiServer.DONE));
        Flux<String> stream = stream();
        assertThat(large.isQuiet()).isTrue();

        assertThat(all(stream)).isEqualTo("from |large|");
        assertThat(large.body().get("stream").asBoolean()).isTrue();
        assertThat(all(stream)).isEqualTo("from |large|");
        assertThat(succeeded("large#0")).isEqualTo(2);
        assertThat(world.route().calls().total()).isEqualTo(2);
        assertThat(small.isQuiet()).isTrue();
    }

    @Test
    void whatFailsBeforeTheFirstElementIsAnsweredByTheNextChain() {
        small.play(OpenAiServer.stream(chunk("small"), last(), OpenAiServer.DONE));
        Flux<String> stream = stream();
        for (OpenAiServer.Script fault : List.of(
                OpenAiServer.answer(500, "{}"),
                OpenAiServer.cut(),
                OpenAiServer.stream("data: {\"error\": {\"message\": \"broke\"}}\n\n"))) {
            large.play(fault);
            assertThat(all(stream)).isEqualTo("small|");
            assertThat(small.body().get("model").asText()).isEqualTo("small");
        }
        assertThat(failures("large#0")).isEqualTo(3);
        assertThat(world.route().callerFailures()).isZero();
    }

    @Test
    void afterTheFirstElementTheFailureIsTheCallersToSee() {
        large.play(OpenAiServer.cut(chunk("from ")));
        List<String> seen = new ArrayList<>();

        assertThatThrownBy(() -> stream().doOnNext(seen::add).blockLast(Duration.ofSeconds(30)))
                .isNotNull();
        assertThat(seen).containsExactly("from ");
        assertThat(small.isQuiet()).isTrue();
        assertThat(failures("large#0")).isEqualTo(1);
        assertThat(world.route().callerFailures()).isEqualTo(1);
    }

    @Test
    void whereTheLibraryTakesAnEndForOneSoDoesTheCaller() {
        Flux<String> stream = stream();
        large.play(OpenAiServer.stream(chunk("from "))); // neither a finish reason nor [DONE]
        assertThat(all(stream)).isEqualTo("from ");
        large.play(OpenAiServer.stream(chunk("from "), last())); // no [DONE]
        assertThat(all(stream)).isEqualTo("from |");
        large.play(OpenAiServer.stream());
        assertThat(all(stream)).isEmpty();

        assertThat(succeeded("large#0")).isEqualTo(3);
        assertThat(small.isQuiet()).isTrue();
    }

    @Test
    void tokensAreReadFromTheElementThatTellsThem() {
        String usage = "data: {\"id\": \"1\", \"object\": \"chat.completion.chunk\", \"created\": 1, \"model\": \"m\","
                + " \"choices\": [], \"usage\": {\"prompt_tokens\": 11, \"completion_tokens\": 7, \"total_tokens\":"
                + " 18}}\n\n";
        large.play(OpenAiServer.stream(chunk("from "), last(), usage, OpenAiServer.DONE));

        assertThat(all(stream())).startsWith("from ");
        assertThat(world.node("large#0").meter().inputTokens()).isEqualTo(11);
        assertThat(world.node("large#0").meter().outputTokens()).isEqualTo(7);
    }

    @Test
    void aCancellationReachesTheProviderAndBlamesNobody() {
        CountDownLatch gone = new CountDownLatch(1);
        large.play(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                while (true) {
                    exchange.getResponseBody().write(chunk("more").getBytes(java.nio.charset.StandardCharsets.UTF_8));
                    exchange.getResponseBody().flush();
                }
            } catch (java.io.IOException e) {
                gone.countDown(); // the client has closed the connection
            }
        });

        assertThat(all(stream().take(1))).isEqualTo("more");

        await().atMost(Duration.ofSeconds(20)).until(() -> gone.await(10, TimeUnit.MILLISECONDS));
        assertThat(count("large#0", FailureClass.CANCELLED)).isEqualTo(1);
        assertThat(world.route().callerFailures()).isZero();
        assertThat(small.isQuiet()).isTrue();
    }

    @Test
    void whatIsAskedForIsAskedOfWhoeverAnswers() {
        AtomicLong ofTheFirst = new AtomicLong();
        AtomicLong ofTheNext = new AtomicLong();
        Stub first = seen(new Stub(
                "large",
                Flux.<ChatResponse>error(new IllegalStateException("down"))
                        .delaySubscription(Flux.never().timeout(Duration.ofMillis(50), Flux.empty()))
                        .doOnRequest(ofTheFirst::addAndGet)));
        Stub next = seen(
                new Stub("small", Flux.range(0, 10).map(i -> response("" + i)).doOnRequest(ofTheNext::addAndGet)));
        List<String> heard = new CopyOnWriteArrayList<>();
        BaseSubscriber<String> subscriber = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                request(2); // and no more
            }

            @Override
            protected void hookOnNext(String value) {
                heard.add(value);
            }
        };

        stream(first, next).subscribe(subscriber);

        await().until(() -> heard.size() == 2);
        assertThat(ofTheFirst).hasValue(2);
        assertThat(ofTheNext).hasValue(2);
        subscriber.request(3);
        assertThat(heard).containsExactly("0", "1", "2", "3", "4");
        assertThat(ofTheNext).hasValue(5);
        subscriber.cancel();
        assertThat(count("small#0", FailureClass.CANCELLED)).isEqualTo(1);
    }

    @Test
    void theSubscribersContextReachesTheModelThatAnswers() {
        Stub first = seen(new Stub("large", Flux.error(new IllegalStateException("down"))));
        Stub next =
                seen(new Stub("small", Flux.deferContextual(context -> Flux.just(response(context.get("tenant"))))));

        assertThat(all(stream(first, next).contextWrite(context -> context.put("tenant", "acme"))))
                .isEqualTo("acme");
    }

    @Test
    void aModelThatDoesNotStreamIsNotToBlame() {
        ChatModel first = seen(new Stub("large", null));
        Stub next = seen(new Stub("small", Flux.just(response("small"))));

        assertThat(all(stream(first, next))).isEqualTo("small");
        assertThat(count("large#0", FailureClass.TOO_LARGE)).isEqualTo(1);
    }

    @Test
    void instancesAreNamedByTheirModel() {
        assertThat(site.nameOf(large.client("gpt-4o"))).isEqualTo("gpt-4o");
        assertThat(site.nameOf((ChatModel) prompt -> response("x"))).isEmpty();
    }

    /** A model of the application's own; without a stream it does what Spring AI's interface does. */
    private record Stub(
            String name, @org.jspecify.annotations.Nullable Flux<ChatResponse> stream) implements ChatModel {
        @Override
        public ChatResponse call(Prompt prompt) {
            throw new AssertionError("not called");
        }

        @Override
        public Flux<ChatResponse> stream(Prompt prompt) {
            return stream == null ? ChatModel.super.stream(prompt) : stream;
        }

        @Override
        public ChatOptions getOptions() {
            return ChatOptions.builder().model(name).build();
        }
    }
}
