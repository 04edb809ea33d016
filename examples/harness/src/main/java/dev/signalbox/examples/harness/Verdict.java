package dev.signalbox.examples.harness;

import java.util.List;
import java.util.function.Predicate;

/** The promises about calls whose primary failed, or did not. */
record Verdict(Promises promises, List<Observation> seen) {
    void check() {
        List<Observation> replaced =
                seen.stream().filter(o -> o.fault().effect().isReplaced()).toList();
        List<Observation> rested = with(Effect.RESTED);
        List<Observation> left = with(Effect.LEFT);
        promises.all("the faults were real: without the agent each reached the caller", replaced, Observation::wasReal);
        promises.all(
                "with it each was answered by the alternative, no caller saw a failure",
                replaced,
                Observation::wasReplaced);
        promises.all(
                "the alternative was asked the same, field by field, under its own name",
                replaced,
                Observation::askedTheSame);
        promises.all(
                "a caller's own fault, and a stream that broke, came through as without the agent; nobody else was"
                        + " asked",
                left,
                Observation::wasLeft);
        promises.all(
                "the primary, well again, got the very next call",
                seen.stream().filter(o -> !rested.contains(o)).toList(),
                Observation::wasForgiven);
        if (!rested.isEmpty()) {
            promises.all(
                    "a primary that said for how long to leave it alone was left alone, and got its calls back",
                    rested,
                    Observation::wasRested);
        }
        promises.all(
                "healthy calls are on the wire what they are without the agent",
                with(Effect.ANSWERED),
                o -> o.wireIsUntouched() && o.with().reply().equals(o.without().reply()));
        Predicate<Observation> streamed = o -> !o.with().reply().tokens().isEmpty();
        List<Observation> broken = left.stream().filter(streamed).toList();
        if (!broken.isEmpty()) {
            promises.all(
                    "no stream that had begun was begun again",
                    broken,
                    o -> o.with().to(o.shape().primary()).size()
                            == o.fault().script().size());
        }
    }

    private List<Observation> with(Effect effect) {
        return seen.stream().filter(o -> o.fault().effect() == effect).toList();
    }
}
