package dev.signalbox.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutliersTest {
    private final Outliers outliers = new Outliers(HealthPolicy.DEFAULT);

    private static NodeHealth node(double successRate, double millis, long calls) {
        return new NodeHealth(
                "n",
                HealthStatus.HEALTHY,
                "",
                new PerformanceMetrics(millis, millis, successRate, successRate, 0),
                1 - successRate,
                calls);
    }

    private Outliers.Unlike first(boolean already, NodeHealth... nodes) {
        return outliers.compare(nodes[0], List.of(nodes), already);
    }

    @Test
    void twoNodesAreComparedByTheirGapAndByWhatIsPoorInItself() {
        NodeHealth good = node(1, 100, 50);
        assertThat(first(false, node(0.79, 100, 50), good).reason())
                .isEqualTo("79 % of its calls succeed, 100 % of its siblings'");
        assertThat(first(false, node(0.85, 100, 50), good)).isNull();
        assertThat(first(false, node(0.7, 100, 50), node(0.8, 100, 50)))
                .as("both are poor")
                .isNull();
    }

    @Test
    void itEndsAtHalfTheDistance() {
        assertThat(first(true, node(0.85, 100, 50), node(1, 100, 50))).isNotNull();
        assertThat(first(true, node(0.95, 100, 50), node(1, 100, 50))).isNull();
    }

    @Test
    void tooFewCallsOnEitherSideProveNothing() {
        assertThat(first(false, node(0.1, 100, 19), node(1, 100, 50))).isNull();
        assertThat(first(false, node(0.1, 100, 50), node(1, 100, 19))).isNull();
        assertThat(first(false, node(0.1, 100, 50))).isNull();
    }

    @Test
    void ofSixTheOneThatIsFarFromTheMeanIsFound() {
        NodeHealth good = node(0.99, 100, 50);
        assertThat(first(false, node(0.9, 100, 50), good, good, good, good, good))
                .isNotNull();
        assertThat(first(false, node(0.96, 100, 50), good, good, good, good, good))
                .as("1.9 sigma of next to nothing")
                .isNull();
        NodeHealth wide = node(0.6, 100, 50);
        assertThat(first(false, node(0.5, 100, 50), good, wide, good, wide, good))
                .as("they all differ")
                .isNull();
    }

    @Test
    void theSlowOneIsFoundButNoNoiseOfMicroseconds() {
        NodeHealth good = node(1, 100, 50);
        Outliers.Unlike slow = first(false, node(1, 310, 50), good, good);
        assertThat(slow.slow()).isTrue();
        assertThat(slow.reason()).isEqualTo("its median is 310 ms, its siblings' 100 ms");
        assertThat(first(false, node(1, 290, 50), good, good)).isNull();
        assertThat(first(false, node(1, 210, 50), good, good, good, good, good)).isNotNull();
        assertThat(first(false, node(1, 4, 50), node(1, 0.1, 50), node(1, 0.1, 50)))
                .isNull();
    }

    /** Seeded comparisons beside the formula written down again, plainly. */
    @Test
    void manyAreJudgedAsTheFormulaSays() {
        for (long seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            List<NodeHealth> nodes = new ArrayList<>();
            int n = 6 + random.nextInt(6);
            for (int i = 0; i < n; i++) {
                nodes.add(node(1 - Math.pow(random.nextDouble(), 3), 100, 20 + random.nextInt(50)));
            }
            double own = nodes.get(0).performance().successRate();
            double sum = 0;
            double squares = 0;
            for (NodeHealth each : nodes) {
                sum += each.performance().successRate();
                squares += Math.pow(each.performance().successRate(), 2);
            }
            double mean = sum / n;
            double sigma = Math.sqrt(Math.max(0, squares / n - mean * mean));
            double othersMean = (sum - own) / (n - 1);
            if (Math.abs(own - (mean - 1.9 * sigma)) < 1e-9) {
                continue;
            }
            boolean wanted = own < mean - 1.9 * sigma && othersMean - own >= 0.05;
            assertThat(Objects.nonNull(outliers.compare(nodes.get(0), nodes, false)))
                    .as("seed %s: %s", seed, own)
                    .isEqualTo(wanted);
        }
    }
}
