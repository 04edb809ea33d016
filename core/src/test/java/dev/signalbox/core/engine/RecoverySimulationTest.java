package dev.signalbox.core.engine;

import org.junit.jupiter.api.Test;

/** Many lives under conditions, each with a seed of its own. */
class RecoverySimulationTest {
    @Test
    void seededLives() {
        long seeds = Long.getLong("signalbox.seeds", 300);
        for (long seed = 0; seed < seeds; seed++) {
            new RecoveryLife(seed).live();
        }
    }
}
