package dev.signalbox.benchmarks.sites;

import dev.signalbox.benchmarks.call.Features;
import dev.signalbox.benchmarks.call.Score;
import dev.signalbox.benchmarks.call.Scorer;

/** Calls of the application's own classes. */
final class OwnCalls {
    private OwnCalls() {}

    static Asked<Scorer, Score> score() {
        Features features = new Features(42, 7);
        return Asked.of(Scorer::new, model -> model.score(features), Score::model);
    }
}
