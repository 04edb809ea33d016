package dev.signalbox.agent.library.langchain4j;

import static dev.signalbox.agent.library.langchain4j.ChatServer.DONE;
import static dev.signalbox.agent.library.langchain4j.ChatServer.ERROR;
import static dev.signalbox.agent.library.langchain4j.ChatServer.REASON;
import static dev.signalbox.agent.library.langchain4j.ChatServer.USAGE;
import static dev.signalbox.agent.library.langchain4j.ChatServer.answer;
import static dev.signalbox.agent.library.langchain4j.ChatServer.stream;
import static dev.signalbox.agent.library.langchain4j.ChatServer.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.signalbox.agent.testing.Turns;
import dev.signalbox.core.site.Answered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams of LangChain4j's own OpenAI client over a loopback server, as they come and as they pass through the adapter. */
class StreamingTest {
    private static final ChatRequest HELLO =
            ChatRequest.builder().messages(UserMessage.from("hello")).build();

    /** An error that a provider reports as one of the stream's data: what LangChain4j makes of it is a raw event. */
    private static final String DATA = "{\"error\": {\"message\": \"the engine broke\"}}";

    private static final Map<String, ChatServer.Script> SCRIPTS = Map.ofEntries(
            Map.entry("whole", stream(token("a"), token("b"), REASON, USAGE, DONE)),
            Map.entry("no end mark", stream(token("a"), token("b"), REASON, USAGE)),
            Map.entry("cut", stream(token("a"), token("b"))),
            Map.entry("empty", stream()),
            Map.entry("error first", stream(ERROR, token("a"), REASON, DONE)),
            Map.entry("error between", stream(token("a"), ERROR, token("b"), REASON, DONE)),
            Map.entry("raw error", stream(DATA)),
            Map.entry("raw error and end mark", stream(DATA, DONE)),
            Map.entry("raw first", stream(DATA, DATA, token("a"), REASON, DONE)),
            Map.entry("raw only", stream(DATA, REASON, USAGE, DONE)),
            Map.entry("raw between", stream(token("a"), DATA, token("b"), REASON, DONE)),
            Map.entry("no json", stream("{oh", token("a"), REASON, DONE)),
            Map.entry("500", answer(500, "{}")),
            Map.entry("truncated", ChatServer.truncate()));

    private final LangChain4jStreaming site = new LangChain4jStreaming();
    private final ChatServer server = new ChatServer();
    private final ChatServer other = new ChatServer();

    @AfterEach
    void close() {
        server.close();
        other.close();
    }

    private @Nullable Object open(StreamingChatResponseHandler handler, Turns turns, Object self) {
        return site.open(0, self, new @Nullable Object[] {HELLO, handler, null, null, null, null}, turns);
    }

    private static Turns turns(Object... targets) {
        return new Turns(new @Nullable Object[] {HELLO}, targets);
    }

    /** All that a handler hears of one call; the server's end of the connection is what ends the wait. */
    private List<String> settled(Heard heard) {
        heard.awaitEnd();
        AtomicReference<List<String>> last = new AtomicReference<>(List.of("none"));
        await().pollInterval(50, TimeUnit.MILLISECONDS)
                .atMost(20, TimeUnit.SECONDS)
                .until(() -> {
                    List<String> now = heard.events();
                    return last.getAndSet(now).equals(now);
                });
        return heard.events();
    }

    @ParameterizedTest
    @CsvSource({
        "whole, none",
        "whole, token b",
        "whole, complete",
        "no end mark, none",
        "cut, none",
        "cut, complete",
        "empty, none",
        "error first, none",
        "error first, error",
        "error between, none",
        "error between, token",
        "raw error, none",
        "raw error and end mark, none",
        "raw first, none",
        "raw only, none",
        "raw between, none",
        "raw between, raw",
        "no json, none",
        "500, none",
        "500, error",
        "truncated, none"
    })
    void aCallWithOneAttemptIsToldWhatTheLibraryTells(String script, String throwsAt) {
        StreamingChatModel model = server.streaming().build();
        // It has told a reason before, so that cut streams are known.
        ask(model);
        server.play(java.util.Objects.requireNonNull(SCRIPTS.get(script)));
        Heard direct = new Heard(throwsAt);
        Heard routed = new Heard(throwsAt);

        model.chat(HELLO, direct);
        List<String> expected = settled(direct);
        Object answer = open(routed, turns(model), model);

        assertThat(answer).isNull();
        assertThat(settled(routed)).isEqualTo(expected);
        assertThat(routed.thread).isEqualTo(direct.thread);
    }

    private void ask(StreamingChatModel model) {
        server.play(java.util.Objects.requireNonNull(SCRIPTS.get("whole")));
        Heard heard = new Heard();
        open(heard, turns(model), model);
        heard.awaitEnd();
    }

    @Test
    void tokensAreReadFromTheResponse() {
        StreamingChatModel model = server.streaming().build();
        server.play(java.util.Objects.requireNonNull(SCRIPTS.get("whole")));
        Heard heard = new Heard();
        Turns turns = turns(model);

        open(heard, turns, model);

        assertThat(heard.awaitEnd()).containsExactly("token a", "token b", "complete ab, STOP");
        assertThat(turns.told()).containsExactly("attempt", "output", "succeeded");
        assertThat(site.inputTokens(turns.result())).isEqualTo(11);
        assertThat(site.outputTokens(turns.result())).isEqualTo(7);
        assertThat(site.inputTokens(null)).isEqualTo(-1);
        assertThat(site.nameOf(model)).isEqualTo("m");
    }

    @ParameterizedTest
    @CsvSource({"500", "error first", "no json", "empty", "truncated", "raw error", "raw error and end mark"})
    void whatFailsBeforeTheFirstTokenIsMadeGoodAndNothingOfItIsHeard(String script) {
        StreamingChatModel model = server.streaming().build();
        StreamingChatModel alternative = other.streaming().build();
        ask(model);
        server.play(java.util.Objects.requireNonNull(SCRIPTS.get(script)));
        other.play(stream(token("x"), REASON, USAGE, DONE));
        Heard heard = new Heard();
        Turns turns = turns(model, alternative);

        open(heard, turns, model);

        assertThat(settled(heard)).containsExactly("token x", "complete x, STOP");
        assertThat(turns.told()).hasSize(5).startsWith("attempt").endsWith("attempt", "output", "succeeded");
        assertThat(other.requests()).isEqualTo(1);
    }

    @Test
    void aRawEventIsNoOutputYet() {
        StreamingChatModel model = server.streaming().build();
        server.play(java.util.Objects.requireNonNull(SCRIPTS.get("raw first")));
        Heard heard = new Heard();
        Turns turns = turns(model);

        open(heard, turns, model);

        assertThat(settled(heard)).containsExactly("raw", "raw", "token a", "complete a, STOP");
        assertThat(turns.told()).containsExactly("attempt", "output", "succeeded");
    }

    @Test
    void anErrorAsTheFirstEventOfAModelThatNeverToldAReasonIsMadeGood() {
        StreamingChatModel model = server.streaming().build();
        server.play(java.util.Objects.requireNonNull(SCRIPTS.get("raw error")));
        other.play(stream(token("x"), REASON, USAGE, DONE));
        Heard heard = new Heard();

        open(heard, turns(model, other.streaming().build()), model);

        assertThat(settled(heard)).containsExactly("token x", "complete x, STOP");
    }

    @Test
    void rawEventsOfTheFirstAttemptAreHeardWhereNoOtherAnswers() {
        StreamingChatModel model = server.streaming().build();
        server.play(stream(DATA, DATA));
        other.play(stream(DATA));
        Heard heard = new Heard("raw");

        open(heard, turns(model, other.streaming().build()), model);

        assertThat(settled(heard)).hasSizeGreaterThanOrEqualTo(3).startsWith("raw", "raw");
        assertThat(heard.events().get(2)).startsWith("complete");
    }

    @Test
    void whatTheHandlerThrowsAtAHeldEventCostsItNothingElse() {
        StreamingChatModel model = server.streaming().build();
        server.play(java.util.Objects.requireNonNull(SCRIPTS.get("raw first")));
        Heard heard = new Heard("raw");
        Turns turns = turns(model);

        open(heard, turns, model);

        assertThat(settled(heard))
                .containsExactly(
                        "raw", "raw", "token a", "error IllegalStateException: thrown at raw", "complete a, STOP");
        assertThat(turns.told()).containsExactly("attempt", "output", "succeeded");
    }

    @Test
    void whoeverTellsVeryManyRawEventsAnswersByThem() {
        StreamingChatModel model = new StreamingChatModel() {
            @Override
            public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
                for (int i = 0; i < 300; i++) {
                    handler.onUnmappedRawEvent(i);
                }
                handler.onError(new IllegalStateException("broke"));
            }
        };
        Heard heard = new Heard();
        Turns turns = turns(model, other.streaming().build());

        open(heard, turns, model);

        assertThat(heard.awaitEnd()).hasSize(301).endsWith("error IllegalStateException: broke");
        assertThat(other.requests()).isZero();
    }

    @Test
    void allThatTheHandlersInterfaceHasIsKnown() {
        assertThat(RoutedHandler.METHODS)
                .containsExactlyInAnyOrderElementsOf(Stream.of(StreamingChatResponseHandler.class.getMethods())
                        .map(LaterMethods::signature)
                        .toList());
        assertThat(Stream.of(RoutedHandler.class.getDeclaredMethods()).map(LaterMethods::signature))
                .containsAll(RoutedHandler.METHODS);
        assertThat(LaterMethods.has(StreamingHandle.class, WatchedHandle.METHODS))
                .isFalse();
        assertThat(LaterMethods.has(StreamingHandle.class, Set.of("cancel()"))).isTrue();
    }

    @Test
    void whatFailsEverywhereIsToldOnce() {
        StreamingChatModel model = server.streaming().build();
        StreamingChatModel alternative = other.streaming().build();
        server.play(answer(503, "first"));
        other.play(stream(ERROR, token("late"), REASON, DONE));
        Heard heard = new Heard();

        open(heard, turns(model, alternative), model);

        assertThat(settled(heard)).containsExactly("error InternalServerException: first");
    }

    @Test
    void aStreamThatIsCutAfterOutputIsHeardAsTheLibraryTellsItAndIsAFailure() {
        StreamingChatModel model = server.streaming().build();
        ask(model);
        server.play(java.util.Objects.requireNonNull(SCRIPTS.get("cut")));
        Heard heard = new Heard();
        Turns turns = turns(model, other.streaming().build());

        open(heard, turns, model);

        assertThat(settled(heard)).containsExactly("token a", "token b", "complete ab, null");
        assertThat(turns.told()).containsExactly("attempt", "output", "failed: EOFException");
        assertThat(other.requests()).isZero();
    }

    @Test
    void aCutStreamIsHeardAsTheLibraryTellsItWhereNoOtherAnswers() {
        StreamingChatModel model = server.streaming().build();
        ask(model);
        server.play(stream());
        other.play(answer(500, "second"));
        Heard heard = new Heard();

        open(heard, turns(model, other.streaming().build()), model);

        assertThat(settled(heard)).hasSize(1).first().asString().startsWith("complete");
    }

    @Test
    void anotherModelOfTheClassNeedNotTellAReason() {
        StreamingChatModel model = server.streaming().build();
        StreamingChatModel silent = other.streaming().build();
        ask(model);
        other.play(stream(token("a"), DONE));
        Heard heard = new Heard();
        Turns turns = turns(silent);

        open(heard, turns, silent);

        assertThat(heard.awaitEnd()).containsExactly("token a", "complete a, null");
        assertThat(turns.told()).endsWith("succeeded");
    }

    @Test
    void whatTheHandlerThrowsIsNoFailureOfTheModel() {
        StreamingChatModel model = server.streaming().build();
        server.play(java.util.Objects.requireNonNull(SCRIPTS.get("whole")));
        Heard heard = new Heard("token a");
        Turns turns = turns(model);

        open(heard, turns, model);

        assertThat(settled(heard))
                .containsExactly(
                        "token a", "error IllegalStateException: thrown at token a", "token b", "complete ab, STOP");
        assertThat(turns.told()).containsExactly("attempt", "output", "succeeded");
    }

    @Test
    void aCancelReachesTheLibraryAndIsNobodysFailure() {
        StreamingChatModel model = server.streaming().build();
        server.play(server.endless(token("a")));
        Heard heard = new Heard();
        Turns turns = turns(model);
        open(heard, turns, model);
        await().until(() -> !heard.events().isEmpty());

        assertThat(heard.handle().isCancelled()).isFalse();
        heard.handle().cancel();

        assertThat(heard.handle().isCancelled()).isTrue();
        assertThat(turns.told()).containsExactly("attempt", "output", "cancelled");
    }

    /** A model that answers on the caller's own thread, and throws when it has. */
    private record Throwing(List<String> events) implements StreamingChatModel {
        @Override
        public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
            for (String event : events) {
                switch (event) {
                    case "token" -> handler.onPartialResponse(event);
                    case "complete" ->
                        handler.onCompleteResponse(ChatResponse.builder()
                                .aiMessage(AiMessage.from("a"))
                                .build());
                    case "error" -> handler.onError(new IllegalStateException("told"));
                    default -> throw new UnsupportedOperationException(event);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "thrown",
        "token;thrown",
        "token;complete;thrown",
        "complete;thrown",
        "error;thrown",
        "token;error;thrown",
        "error;token;complete"
    })
    void whatAModelThrowsAtTheCallerIsThrown(String events) {
        StreamingChatModel model = new Throwing(List.of(events.split(";")));
        List<String> direct = outcome(handler -> model.chat(HELLO, handler));
        List<String> routed = outcome(handler -> {
            if (open(handler, turns(model), model) instanceof Answered answered) {
                answered.get();
            }
        });

        assertThat(routed).isEqualTo(direct);
    }

    @Test
    void whatAModelThrowsIsMadeGood() {
        StreamingChatModel model = new Throwing(List.of("error", "thrown"));
        StreamingChatModel alternative = new Throwing(List.of("token", "complete"));

        List<String> heard = outcome(handler -> {
            if (open(handler, turns(model, alternative), model) instanceof Answered answered) {
                answered.get();
            }
        });

        assertThat(heard).containsExactly("plain token", "complete a, null");
    }

    private static List<String> outcome(java.util.function.Consumer<StreamingChatResponseHandler> call) {
        Heard heard = new Heard();
        List<String> all = new CopyOnWriteArrayList<>();
        try {
            call.accept(heard);
        } catch (UnsupportedOperationException e) {
            all.add("thrown: " + e.getMessage());
        }
        List<String> whole = new ArrayList<>(heard.events());
        whole.addAll(all);
        return whole;
    }

    @Test
    void aMissingHandlerIsLeftToTheLibrary() {
        assertThat(site.accepts(0, new @Nullable Object[] {HELLO, null, null, null, null, null}))
                .isFalse();
        assertThat(site.accepts(1, new @Nullable Object[] {HELLO, null, null, null, null, null}))
                .isFalse();
        assertThat(site.accepts(0, new @Nullable Object[] {HELLO, new Heard(), null, null, null, null}))
                .isTrue();
        assertThat(site.accepts(2, new @Nullable Object[] {HELLO, null, null, null, null, null}))
                .isTrue();
    }
}
