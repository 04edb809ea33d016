package dev.signalbox.core.engine;

import dev.signalbox.core.call.Failures;
import dev.signalbox.core.model.Instance;
import dev.signalbox.core.site.SiteAdapter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the libraries said when they were asked whether one instance can stand in for another: once for each pair that a plan
 * needs. The engine's lock guards all of it but {@link #ask}, which runs the library's code and is called without the lock;
 * until there is an answer, the pair counts as incompatible.
 */
final class Comparisons {
    /** Who would stand in for whom. */
    record Pair(Instance primary, Instance candidate) {}

    private static final String NOT_YET = "it has not been compared with the primary yet";

    private static final class Verdict {
        private boolean asked;
        private boolean failed;
        private @Nullable String reason = NOT_YET;
    }

    /**
     * An answer.
     *
     * @param reason why not, or null where it can
     * @param failed whether the library failed instead of answering
     */
    record Answer(@Nullable String reason, boolean failed) {}

    private final Failures failures;
    private Map<Pair, Verdict> known = new HashMap<>();
    private Map<Pair, Verdict> needed = new HashMap<>();

    Comparisons(Failures failures) {
        this.failures = failures;
    }

    /** Why a pair that a plan needs does not go together, or null where it does. */
    @Nullable
    String reason(Instance primary, Instance candidate) {
        Pair pair = new Pair(primary, candidate);
        Verdict verdict = needed.computeIfAbsent(pair, p -> known.getOrDefault(p, new Verdict()));
        return verdict.reason;
    }

    /** The plans are made: pairs that none of them needs are forgotten. */
    void planned() {
        known = needed;
        needed = new HashMap<>();
    }

    /** The next pair to be asked for; each is given out once. */
    @Nullable
    Pair next() {
        for (Map.Entry<Pair, Verdict> e : known.entrySet()) {
            if (!e.getValue().asked) {
                e.getValue().asked = true;
                return e.getKey();
            }
        }
        return null;
    }

    /** Whether a pair is still to be asked for. */
    boolean isWaiting() {
        return known.values().stream().anyMatch(v -> !v.asked);
    }

    /** Whether a pair has been asked for, or is to be, and has no answer yet. */
    boolean isUnanswered() {
        return known.values().stream().anyMatch(v -> NOT_YET.equals(v.reason));
    }

    /** Keeps an answer. */
    void answered(Pair pair, Answer answer) {
        Verdict verdict = known.get(pair);
        if (verdict != null) {
            verdict.reason = answer.reason();
            verdict.failed = answer.failed();
        }
    }

    /** Has those asked again that failed. */
    void forgetFailures() {
        known.values().removeIf(v -> v.failed);
    }

    /** Why an instance of another application cannot stand in, in words; the application's own are not asked for. */
    static String foreign(Instance candidate) {
        Object self = candidate.get();
        ClassLoader loader = self == null ? null : self.getClass().getClassLoader();
        return "it belongs to another application"
                + (loader == null
                        ? ""
                        : " (class loader " + loader.getClass().getName() + "@"
                                + Integer.toHexString(System.identityHashCode(loader)) + ")");
    }

    /** Asks the library. */
    Answer ask(Pair pair) {
        Object one = pair.primary().get();
        Object other = pair.candidate().get();
        SiteAdapter adapter = pair.primary().adapter();
        if (one == null || other == null || adapter == null) {
            return new Answer(null, false);
        }
        if (pair.candidate().isForeignTo(adapter, one)) {
            return new Answer(foreign(pair.candidate()), false);
        }
        try {
            return new Answer(adapter.incompatible(one, other), false);
        } catch (Throwable e) {
            failures.count("comparison of " + pair.candidate().className() + " with the primary", e);
            return new Answer("it could not be compared with the primary: " + Words.of(e), true);
        }
    }
}
