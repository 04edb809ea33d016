package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.health.Ejected;
import org.junit.jupiter.api.Test;

/** Slow, failing and flapping replicas, all of them at once, operators and leaps of the clock: it ends with the trouble. */
class HealthSimulationTest {
    @Test
    void whateverHappensItEndsWithTheTrouble() {
        for (long seed = 0; seed < Long.getLong("signalbox.seeds", 30); seed++) {
            HealthLife life = new HealthLife(seed);
            for (int step = 0; step < 12; step++) {
                life.event();
                life.calls(40);
            }
            life.recovers();
        }
    }

    @Test
    void aSlowReplicaIsFoundBesideItsSiblings() {
        HealthLife life = new HealthLife(1);
        life.calls(300);
        life.troubles[3] = HealthLife.Trouble.SLOW;
        boolean ejected = false;
        for (int i = 0; i < 40 && !ejected; i++) {
            life.calls(20);
            Ejected e = life.node(3).monitor().ejection().inForce();
            ejected = e != null && e.slow();
        }
        assertThat(ejected).isTrue();
        for (int i = 0; i < 50; i++) {
            life.calls(1);
            assertThat(life.lastAnswer).isNotEqualTo(3);
        }
    }
}
