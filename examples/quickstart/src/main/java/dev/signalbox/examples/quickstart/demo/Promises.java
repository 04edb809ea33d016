package dev.signalbox.examples.quickstart.demo;

import dev.signalbox.examples.provider.Behaviour;
import dev.signalbox.examples.provider.Provider;
import dev.signalbox.examples.quickstart.serving.ServingApp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds the outcome against what was promised. */
final class Promises {
    private static final Map<String, String> REQUESTED =
            Map.of("large", ServingApp.LARGE_MODEL, "small", ServingApp.SMALL_MODEL, "mini", Demo.MINI_MODEL);

    private final Outcome outcome;
    private final List<Promise> found = new ArrayList<>();

    private Promises(Outcome outcome) {
        this.outcome = outcome;
    }

    static List<Promise> check(Outcome outcome) {
        Promises promises = new Promises(outcome);
        promises.callersSawNothing();
        promises.primariesWereLeftAndTakenBack();
        promises.operatorWasObeyed();
        promises.countersAgree();
        return promises.found;
    }

    private void callersSawNothing() {
        long with = Outcome.failures(outcome.with());
        long without = Outcome.failures(outcome.without());
        add(with == 0, "no caller saw a failure with the agent (%d did)", with);
        add(without > 0, "the faults were real: without the agent %d calls failed", without);
        Provider provider = outcome.with().provider();
        long errors = provider.requests(ServingApp.LARGE_MODEL, Behaviour.ERROR);
        long limits = provider.requests(ServingApp.LARGE_MODEL, Behaviour.RATE_LIMIT);
        long hangs = provider.requests(ServingApp.LARGE_MODEL, Behaviour.HANG);
        add(
                errors > 0 && limits > 0 && hangs > 0,
                "the agent met every fault of the chat model: %d x 500, %d x 429, %d hangs",
                errors,
                limits,
                hangs);
    }

    private void primariesWereLeftAndTakenBack() {
        Tally tally = outcome.with().tally();
        for (Kind kind : Kind.values()) {
            double left = outcome.fault(kind).switchMillis(tally);
            double back = outcome.fault(kind).returnMillis(tally);
            add(
                    !Double.isNaN(left),
                    "%s switched away from %s (%s)",
                    kind.route(),
                    kind.primary(),
                    Summary.millis(left));
            add(
                    back <= Script.RETURN.toMillis(),
                    "%s returned to %s within %d s (%s)",
                    kind.route(),
                    kind.primary(),
                    Script.RETURN.toSeconds(),
                    Summary.millis(back));
        }
    }

    private void operatorWasObeyed() {
        Forced forced = outcome.forced();
        Tally tally = outcome.with().tally();
        add(
                forced.next().chain().equals(forced.chain()),
                "the very next call obeyed failOver(%s) (served by %s)",
                forced.chain(),
                forced.next().chain());
        add(
                forced.calls(tally) > 0 && forced.disobedient(tally) == 0,
                "so did all %d calls until failBack (%d did not)",
                forced.calls(tally),
                forced.disobedient(tally));
        add(
                forced.nextBack().chain().equals(forced.kind().primary()),
                "the very next call obeyed failBack (served by %s)",
                forced.nextBack().chain());
    }

    /** JMX, the answers themselves and the provider each count on their own. */
    private void countersAgree() {
        for (Kind kind : Kind.values()) {
            for (String chain : kind.chains()) {
                long served = outcome.operator().chain(kind, chain).getServed();
                long answers = outcome.with().tally().count(a -> a.chain().equals(chain));
                add(
                        served == answers,
                        "%s: JMX says %s served %d, the answers say %d",
                        kind.route(),
                        chain,
                        served,
                        answers);
            }
        }
        REQUESTED.forEach((chain, model) -> {
            long attempts = outcome.operator().chain(Kind.CHAT, chain).getAttempts();
            long requests = outcome.with().provider().requests(model);
            add(
                    attempts == requests,
                    "chat: JMX says %s was tried %d times, the provider %d",
                    chain,
                    attempts,
                    requests);
        });
        long errors = outcome.operator().agent().getInternalErrors();
        add(errors == 0, "the agent had no failure of its own (%d)", errors);
    }

    @SuppressWarnings("AnnotateFormatMethod") // private, and every text is a constant
    private void add(boolean held, String text, Object... figures) {
        found.add(new Promise(String.format(text, figures), held));
    }
}
