package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite;
import dev.signalbox.core.testing.World;
import org.junit.jupiter.api.Test;

class ShortLivedTest {
    /** Applications make a model a request: what one instance costs must not grow with how many there are. */
    @Test
    void eachInstanceIsLookedAtOnce() throws Throwable {
        World world = new World(1, SignalboxConfig.observeOnly());
        int[] named = {0};
        TestSite counting = new TestSite() {
            @Override
            public String nameOf(Object instance) {
                named[0]++;
                return super.nameOf(instance);
            }
        };
        TestModel[] alive = new TestModel[2_000];
        for (int i = 0; i < alive.length; i++) {
            alive[i] = new TestModel("m" + i, world.engine.gate(), counting);
            alive[i].ask("q");
            if (i % 100 == 0) {
                world.engine.tick();
            }
        }
        assertThat(named[0]).isEqualTo(alive.length);
    }
}
