package dev.signalbox.examples.quickstart.demo;

import dev.signalbox.examples.provider.Behaviour;
import dev.signalbox.examples.quickstart.serving.ServingApp;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What happens to the applications, the same to both: faults as production brings them, then an operator's switch. */
final class Script {
    private static final long[] LAYOUT_THAT_DOES_NOT_FIT = {-1, 7};
    private static final Duration MEET = Duration.ofSeconds(40);
    /** The breaker's third opening lasts 20 s and its jitter; a primary that is not back by then will not come. */
    static final Duration RETURN = Duration.ofSeconds(45);

    private final Lane without;
    private final Lane with;
    private final Load load;
    private final Operator operator;
    private final Caller operatorsCaller;
    private final Timeline timeline;

    Script(Lane without, Lane with, Load load, Operator operator, Timeline timeline) throws IOException {
        this.without = without;
        this.with = with;
        this.load = load;
        this.operator = operator;
        this.operatorsCaller = with.caller();
        this.timeline = timeline;
    }

    void healthy() throws InterruptedException {
        timeline.phase("All models are healthy");
        Patience.hold(Duration.ofSeconds(4));
    }

    Fault scorerFails() throws InterruptedException {
        timeline.phase(
                "The primary scorer fails: ONNX Runtime answers ORT_FAIL in mlp's Reshape, the layout sent fits no more");
        long start = System.nanoTime();
        load.layout(LAYOUT_THAT_DOES_NOT_FIT);
        Patience.hold(Duration.ofSeconds(4));
        load.layout(ScoreKey.LAYOUT);
        timeline.phase("The layout fits again: mlp returns once its breaker has let a probe through");
        return recovered(new Fault(Kind.SCORE, start, System.nanoTime()));
    }

    Fault chatFails() throws InterruptedException {
        timeline.phase("The primary chat model answers 500");
        long start = System.nanoTime();
        large(Behaviour.ERROR);
        Patience.hold(Duration.ofSeconds(4));
        timeline.phase("It answers 429 with Retry-After instead");
        large(Behaviour.RATE_LIMIT);
        untilMet(Behaviour.RATE_LIMIT);
        timeline.phase("It hangs: clients give up after 1 s");
        large(Behaviour.HANG);
        untilMet(Behaviour.HANG);
        Patience.hold(Duration.ofSeconds(2));
        large(Behaviour.OK);
        timeline.phase("It is well again: each failed probe doubled the breaker's wait, so the return takes a while");
        return recovered(new Fault(Kind.CHAT, start, System.nanoTime()));
    }

    /** The operator forces chat to the chain that no client of the application stands for, and takes it back. */
    Forced operatorThrowsTheSwitch() throws InterruptedException {
        String chain = "mini";
        timeline.phase("The operator forces chat to " + chain + " over JMX, and takes it back");
        operator.route(Kind.CHAT)
                .failOver(chain, "5m", "the provider announced maintenance of " + ServingApp.LARGE_MODEL);
        long from = System.nanoTime();
        Answer next = call();
        timeline.say("failOver(" + chain + ") returned; the very next call was served by " + servedBy(next));
        Patience.hold(Duration.ofSeconds(4));
        long until = System.nanoTime();
        operator.route(Kind.CHAT).failBack();
        long back = System.nanoTime();
        Answer nextBack = call();
        timeline.say("failBack() returned; the very next call was served by " + servedBy(nextBack));
        Patience.hold(Duration.ofSeconds(2));
        return new Forced(Kind.CHAT, chain, from, until, back, next, nextBack);
    }

    private Fault recovered(Fault fault) throws InterruptedException {
        boolean returned = Patience.until(() -> !Double.isNaN(fault.returnMillis(with.tally())), RETURN);
        if (!returned) {
            timeline.say(fault.kind().primary() + " did not return within " + RETURN.toSeconds() + " s");
        }
        Patience.hold(Duration.ofSeconds(2));
        return fault;
    }

    private void large(Behaviour behaviour) {
        for (Lane lane : List.of(without, with)) {
            lane.provider().behave(ServingApp.LARGE_MODEL, behaviour);
        }
    }

    /** The breaker keeps calls away from a broken primary, so a new fault is met by its next probe. */
    private void untilMet(Behaviour behaviour) throws InterruptedException {
        Patience.until(() -> with.provider().requests(ServingApp.LARGE_MODEL, behaviour) > 0, MEET);
    }

    /** A call beside the load, counted like the load's. */
    private Answer call() {
        Answer answer = operatorsCaller.chat(0).join();
        with.tally().add(answer);
        return answer;
    }

    private static String servedBy(Answer answer) {
        return answer.failed() ? "nobody: " + answer.error() : answer.chain();
    }
}
