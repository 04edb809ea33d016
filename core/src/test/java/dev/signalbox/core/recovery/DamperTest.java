package dev.signalbox.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The least stay doubles with each return, up to ten minutes, and begins anew after ten minutes in use. */
class DamperTest {
    private final Damper damper = new Damper();
    private long now = TimeUnit.HOURS.toNanos(1);

    private long out() {
        damper.went(now);
        assertThat(damper.mayReturn(now + damper.stayNanos() - 1)).isFalse();
        now += damper.stayNanos();
        assertThat(damper.mayReturn(now)).isTrue();
        damper.returned(now);
        return TimeUnit.NANOSECONDS.toSeconds(damper.stayNanos());
    }

    @Test
    void doublesUpToABound() {
        long[] stays = new long[9];
        for (int i = 0; i < stays.length; i++) {
            stays[i] = out();
        }
        assertThat(stays).containsExactly(10, 20, 40, 80, 160, 320, 600, 600, 600);
    }

    @Test
    void beginsAnewAfterTenMinutesInUse() {
        out();
        assertThat(out()).isEqualTo(20);
        now += TimeUnit.MINUTES.toNanos(10) - 1;
        assertThat(out()).isEqualTo(40);
        now += TimeUnit.MINUTES.toNanos(10);
        assertThat(out()).isEqualTo(10);
    }
}
