package dev.signalbox.core.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.signalbox.core.config.AllocationPriority;
import dev.signalbox.core.config.RankingStrategy;
import dev.signalbox.core.metrics.ResourceCost;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is out, in which words, and who comes first among the rest. */
class RankingTest {
    private static final double NAN = Double.NaN;
    private static final RouteConstraints NOTHING_ASKED =
            asked(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Map.of());

    @Test
    void whatIsKnownToBreakAConstraintIsOutAndTheReasonNamesIt() {
        List<Candidate> candidates = List.of(
                candidate("slow", 10, 400, 301, 0.9),
                candidate("big", 201, 10, 20, 0.9),
                candidate("dull", 10, 10, 20, 0.79),
                candidate("unknown", NAN, NAN, NAN, 0.8));
        Decision decision =
                Ranking.decide(candidates, asked(300, 200, Map.of("json", 0.8)), RankingStrategy.ORDERED, null);
        assertThat(decision.order()).containsExactly("unknown");
        assertThat(decision.broken())
                .containsExactly(
                        entry("slow", "max-latency: 95 % of its calls take up to 301 ms, and 300 ms are allowed"),
                        entry("big", "max-memory: a call takes 201 MB, and 200 MB are allowed"),
                        entry("dull", "capability json is 0.79, and 0.8 is required"));
        assertThat(decision.options().primaryRoute()).isEqualTo("slow");
        assertThat(decision.options().alternativeRoutes()).containsExactly("big", "dull", "unknown");
        assertThat(decision.capabilityScores()).containsEntry("dull", 0.79);
    }

    @Test
    void whoBrokeAConstraintComesBackOnlyOnceItIsClearlyMet() {
        RouteConstraints asked = asked(300, 200, Map.of());
        Decision out = Ranking.decide(List.of(candidate("a", 1, 9, 310, 1)), asked, RankingStrategy.ORDERED, null);
        Decision still = Ranking.decide(List.of(candidate("a", 1, 9, 280, 1)), asked, RankingStrategy.ORDERED, out);
        assertThat(still.broken().get("a")).endsWith("it is used again below 270 ms");
        Decision back = Ranking.decide(List.of(candidate("a", 1, 9, 269, 1)), asked, RankingStrategy.ORDERED, still);
        assertThat(back.broken()).isEmpty();
    }

    @Test
    void theFastestComesFirstAndTheUnknownLast() {
        List<Candidate> candidates = List.of(
                candidate("unknown", 1, NAN, NAN, 1), candidate("slow", 1, 90, 90, 1), candidate("fast", 1, 30, 90, 1));
        assertThat(order(candidates, RankingStrategy.LATENCY, null)).containsExactly("fast", "slow", "unknown");
    }

    @Test
    void smallDifferencesChangeNothing() {
        Decision before = decide(List.of(candidate("a", 1, 100, 1, 1), candidate("b", 1, 120, 1, 1)));
        assertThat(before.order()).containsExactly("a", "b");
        Decision near = Ranking.decide(
                List.of(candidate("a", 1, 100, 1, 1), candidate("b", 1, 91, 1, 1)),
                NOTHING_ASKED,
                RankingStrategy.LATENCY,
                before);
        assertThat(near.isLike(before)).isTrue();
        Decision clear = Ranking.decide(
                List.of(candidate("a", 1, 100, 1, 1), candidate("b", 1, 89, 1, 1)),
                NOTHING_ASKED,
                RankingStrategy.LATENCY,
                near);
        assertThat(clear.order()).containsExactly("b", "a");
        assertThat(clear.isLike(near)).isFalse();
    }

    @Test
    void theCheapestComesFirstOfThoseThatCanBeReliedOn() {
        Candidate dear = candidate("dear", 200, 100, 1, 1);
        Candidate cheap = candidate("cheap", 100, 50, 1, 1);
        Candidate unknown = candidate("unknown", NAN, NAN, 1, 1);
        assertThat(order(List.of(unknown, dear, cheap), RankingStrategy.COST, null))
                .containsExactly("cheap", "dear", "unknown");
        Candidate broken = new Candidate("cheap", new Standing(cheap.standing().cost(), 1, 0.79, 0.9, 30), Map.of(), 0);
        assertThat(order(List.of(broken, dear), RankingStrategy.COST, null)).containsExactly("dear", "cheap");
        Candidate untried = new Candidate("cheap", new Standing(cheap.standing().cost(), 1, 0.1, 0.9, 3), Map.of(), 0);
        assertThat(order(List.of(dear, untried), RankingStrategy.COST, null))
                .as("it has to be tried to prove itself")
                .containsExactly("cheap", "dear");
    }

    @Test
    void theMostCapableComesFirstByItsMean() {
        Candidate one = new Candidate("one", Standing.UNKNOWN, Map.of("json", 0.9, "poetry", 1.0), 0);
        Candidate two = new Candidate("two", Standing.UNKNOWN, Map.of("json", 0.8, "reasoning", 0.9), 0);
        Decision decision = Ranking.decide(
                List.of(one, two),
                asked(1e9, 1e9, Map.of("json", 0.5, "reasoning", 0.0)),
                RankingStrategy.CAPABILITY,
                null);
        assertThat(decision.order()).containsExactly("two", "one");
        assertThat(decision.capabilityScores().get("two")).isBetween(0.849, 0.851);
    }

    private static Decision decide(List<Candidate> candidates) {
        return Ranking.decide(candidates, NOTHING_ASKED, RankingStrategy.LATENCY, null);
    }

    private static List<String> order(List<Candidate> candidates, RankingStrategy strategy, @Nullable Decision before) {
        return Ranking.decide(candidates, NOTHING_ASKED, strategy, before).order();
    }

    private static RouteConstraints asked(double millis, double megabytes, Map<String, Double> capabilities) {
        return new RouteConstraints(millis, megabytes, AllocationPriority.NORMAL, capabilities);
    }

    private static Candidate candidate(String name, double megabytes, double millis, double p95, double json) {
        ResourceCost cost = new ResourceCost(megabytes, NAN, millis, NAN);
        return new Candidate(name, new Standing(cost, p95, 0.95, 1, 100), Map.of("json", json), 0);
    }
}
