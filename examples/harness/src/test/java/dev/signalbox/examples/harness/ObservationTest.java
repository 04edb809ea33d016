package dev.signalbox.examples.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signalbox.examples.provider.Behaviour;
import dev.signalbox.examples.provider.RecordedRequest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A verdict that could not be negative would be worth nothing. */
class ObservationTest {
    private static final Target LARGE = new Target(Region.EAST, "large");
    private static final Target SMALL = new Target(Region.EAST, "small");
    private static final Shape SHAPE = new Shape("chat", "chat", "/chat", "{}", LARGE, SMALL, List.of());
    private static final Fault FAULT = Fault.first(Effect.REPLACED, Behaviour.ERROR);
    private static final Reply FAILED = Reply.of(List.of("{\"error\":\"com.acme.ServerException: 500\"}"));

    @Test
    void replacedIsAnAnswerOfTheAlternativeToTheSameRequest() throws Exception {
        Observation seen = observation(answer("small"), ask("large", Behaviour.ERROR, "hi"), ask("small", "hi"));
        assertThat(seen.wasReplaced()).isTrue();
        assertThat(seen.askedTheSame()).isTrue();
        assertThat(seen.wasReal()).isTrue();
        assertThat(seen.wasLeft()).isFalse();
    }

    @Test
    void otherEndingsAreNot() throws Exception {
        assertThat(observation(FAILED, ask("large", Behaviour.ERROR, "hi")).wasReplaced())
                .isFalse();
        assertThat(observation(answer("large"), ask("large", Behaviour.ERROR, "hi"), ask("large", "hi"))
                        .wasReplaced())
                .as("the primary was asked again")
                .isFalse();
        assertThat(observation(answer("small"), ask("small", "hi")).wasReplaced())
                .as("the fault was not met")
                .isFalse();
        assertThat(observation(answer("large"), ask("large", Behaviour.ERROR, "hi"), ask("small", "hi"))
                        .wasReplaced())
                .as("the answer is not the alternative's")
                .isFalse();
    }

    @Test
    void otherQuestionIsNotTheSame() throws Exception {
        Observation seen = observation(answer("small"), ask("large", Behaviour.ERROR, "hi"), ask("small", "ho"));
        assertThat(seen.askedTheSame()).isFalse();
    }

    @Test
    void leftIsTheSameFailureAndNobodyElseAsked() throws Exception {
        assertThat(observation(FAILED, ask("large", Behaviour.ERROR, "hi")).wasLeft())
                .isTrue();
        assertThat(observation(FAILED, ask("large", Behaviour.ERROR, "hi"), ask("small", "hi"))
                        .wasLeft())
                .isFalse();
        assertThat(observation(Reply.failed(new IllegalStateException()), ask("large", Behaviour.ERROR, "hi"))
                        .wasLeft())
                .isFalse();
    }

    @Test
    void restedIsTheAlternativesTurnAndThenThePrimarys() throws Exception {
        Seen primarys = new Seen(answer("large"), List.of(ask("large", "hi")));
        Seen alternatives = new Seen(answer("small"), List.of(ask("small", "hi")));
        Fault limit = Fault.first(Effect.RESTED, Behaviour.RATE_LIMIT);
        assertThat(new Observation(SHAPE, limit, primarys, alternatives, alternatives, primarys).wasRested())
                .isTrue();
        assertThat(new Observation(SHAPE, limit, primarys, alternatives, primarys, primarys).wasRested())
                .as("it was asked at once")
                .isFalse();
        assertThat(new Observation(SHAPE, limit, primarys, alternatives, alternatives, alternatives).wasRested())
                .as("it was never asked again")
                .isFalse();
    }

    @Test
    void repliesAreToldInAFewWords() {
        assertThat(FAILED.brief()).isEqualTo("ServerException");
        assertThat(Reply.of(List.of("{\"token\":\"Th\"}", "{\"token\":\"is\"}", "{\"error\":\"a.B\"}"))
                        .brief())
                .isEqualTo("\"This\", then B");
        assertThat(Reply.of(List.of("{\"answer\":\"\"}")).isFailure()).isTrue();
        assertThat(Reply.of(List.of()).isFailure()).isTrue();
    }

    private static Observation observation(Reply with, Seen.Ask... asks) {
        Seen without = new Seen(FAILED, List.of());
        return new Observation(SHAPE, FAULT, without, new Seen(with, Arrays.asList(asks)), without, without);
    }

    private static Reply answer(String model) {
        return Reply.of(List.of("{\"answer\":\"This is " + model + ".\"}"));
    }

    private static Seen.Ask ask(String model, String question) throws Exception {
        return ask(model, Behaviour.OK, question);
    }

    private static Seen.Ask ask(String model, Behaviour met, String question) throws Exception {
        String body = "{\"model\":\"" + model + "\",\"messages\":\"" + question + "\"}";
        return new Seen.Ask(
                Region.EAST, new RecordedRequest(0, "completions", model, met, new ObjectMapper().readTree(body)));
    }
}
