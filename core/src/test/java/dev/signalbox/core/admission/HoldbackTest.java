package dev.signalbox.core.admission;

import static dev.signalbox.core.config.AllocationPriority.CRITICAL;
import static dev.signalbox.core.config.AllocationPriority.HIGH;
import static dev.signalbox.core.config.AllocationPriority.LOW;
import static dev.signalbox.core.config.AllocationPriority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.AllocationPriority;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HoldbackTest {
    private final Holdback holdback = new Holdback();

    private int of(AllocationPriority priority) {
        return holdback.ceilingPermille(priority.ordinal());
    }

    @Test
    void nothingIsHeldBackWhereNobodyIsExpected() {
        for (AllocationPriority priority : AllocationPriority.values()) {
            assertThat(of(priority)).isEqualTo(1000);
        }
    }

    @Test
    void thoseThatAreNamedAreStepsApart() {
        holdback.expect(Set.of(CRITICAL, HIGH, NORMAL, LOW));
        assertThat(of(CRITICAL)).isEqualTo(1000);
        assertThat(of(HIGH)).isEqualTo(934);
        assertThat(of(NORMAL)).isEqualTo(867);
        assertThat(of(LOW)).isEqualTo(800);
    }

    @Test
    void oneThatIsNotExpectedIsCountedIn() {
        holdback.expect(Set.of(CRITICAL, LOW));
        assertThat(of(NORMAL)).isEqualTo(900);
        assertThat(of(LOW)).isEqualTo(800);
        holdback.expect(Set.of(NORMAL));
        assertThat(of(CRITICAL)).isEqualTo(1000);
        assertThat(of(NORMAL)).isEqualTo(1000);
        assertThat(of(LOW)).isEqualTo(800);
    }

    @Test
    void whatCameIsExpectedForTenMinutes() {
        long start = Long.MAX_VALUE - 5;
        holdback.seen(HIGH.ordinal());
        holdback.seen(NORMAL.ordinal());
        assertThat(of(NORMAL)).isEqualTo(1000);
        holdback.tick(start);
        assertThat(of(NORMAL)).isEqualTo(800);
        holdback.seen(NORMAL.ordinal());
        holdback.tick(start + TimeUnit.MINUTES.toNanos(10));
        assertThat(of(NORMAL)).isEqualTo(800);
        holdback.tick(start + TimeUnit.MINUTES.toNanos(10) + 1);
        assertThat(of(NORMAL)).isEqualTo(1000);
        assertThat(of(LOW)).isEqualTo(800);
    }

    @Test
    void forgettingWhatCameLeavesWhatIsNamed() {
        holdback.expect(Set.of(CRITICAL));
        holdback.seen(LOW.ordinal());
        holdback.tick(0);
        holdback.tick(TimeUnit.HOURS.toNanos(1));
        assertThat(of(LOW)).isEqualTo(800);
        assertThat(of(NORMAL)).isEqualTo(800);
        assertThat(of(CRITICAL)).isEqualTo(1000);
    }
}
