package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Many calls at once whose outcomes come in any order, while operators throw switches; what must hold is checked after every step.
 * The long form has {@code -Dsignalbox.seeds=20000}; one seed again is {@code -Dsignalbox.first-seed=N -Dsignalbox.seeds=1}.
 */
class AsyncSimulationTest {
    private static final int STEPS = 150;

    @Test
    void seededLivesOfARouteOfStreams() {
        long from = Long.getLong("signalbox.first-seed", 0);
        long seeds = Long.getLong("signalbox.seeds", 300);
        long failovers = 0;
        long retries = 0;
        long cancelledInPauses = 0;
        long cuts = 0;
        for (long seed = from; seed < from + seeds; seed++) {
            AsyncLife life = live(seed);
            failovers += life.failovers();
            retries += life.retries();
            cuts += life.cuts();
            cancelledInPauses += life.cancelledInPauses();
        }
        if (seeds >= 100) {
            assertThat(failovers).as("the models did fail").isGreaterThanOrEqualTo(seeds);
            assertThat(retries).as("the same node was asked again").isGreaterThanOrEqualTo(seeds / 2);
            assertThat(cuts).as("attempts took too long").isGreaterThanOrEqualTo(seeds);
            assertThat(cancelledInPauses).as("given up in a pause").isGreaterThan(seeds / 10);
        }
    }

    private static AsyncLife live(long seed) {
        AsyncLife life = new AsyncLife(seed);
        try {
            for (int step = 0; step < STEPS; step++) {
                life.step();
                life.check();
            }
            life.end();
            life.check();
            life.checkEnded();
            return life;
        } catch (Throwable t) {
            throw new AssertionError("seed " + seed + "\n" + life.story(), t);
        }
    }
}
