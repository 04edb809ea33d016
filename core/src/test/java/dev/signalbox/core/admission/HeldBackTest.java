package dev.signalbox.core.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.AllocationPriority;
import dev.signalbox.core.testing.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is held back for important calls is there for them, whoever stands before them in the line. */
class HeldBackTest {
    private final VirtualTime time = new VirtualTime(1);
    private final WaitRoom inTheRoom = new Waiters(time, time).room("chat", TimeUnit.SECONDS.toNanos(10), 100);
    private final Pool pool = new Pool(5);
    private final List<String> admitted = new ArrayList<>();

    private final class Call extends Waiter {
        private final AllocationPriority priority;

        Call(AllocationPriority priority) {
            this.priority = priority;
        }

        @Override
        protected boolean tryAdmit(long now) {
            boolean granted = pool.tryAcquire(0, 1, priority == AllocationPriority.CRITICAL ? 1000 : 800);
            if (granted) {
                admitted.add(priority.word());
            }
            return granted;
        }

        @Override
        protected boolean isHeldBack() {
            return pool.held() < pool.limit();
        }

        WaitOutcome await() {
            return inTheRoom.await(this, priority.ordinal(), time.nanoTime(), Long.MAX_VALUE);
        }
    }

    @Test
    void aCriticalCallDoesNotStandBehindALowOneThatWaitsForWhatIsNotForIt() {
        for (int i = 0; i < 4; i++) {
            assertThat(pool.tryAcquire(0, 1, 800)).isTrue();
        }
        List<WaitOutcome> critical = new ArrayList<>();
        time.meanwhile = () -> {
            if (critical.isEmpty()) {
                time.advance(9, TimeUnit.SECONDS); // the low one is old enough to stand before whoever comes
                critical.add(WaitOutcome.CLOSED);
                critical.set(0, new Call(AllocationPriority.CRITICAL).await());
            }
        };

        assertThat(new Call(AllocationPriority.LOW).await()).isEqualTo(WaitOutcome.EXPIRED);
        assertThat(critical).containsExactly(WaitOutcome.GRANTED);
        assertThat(admitted).containsExactly("critical");
    }

    @Test
    void nothingIsHeldBackOfALimitOfWhichAFifthIsLessThanOne() {
        Pool two = new Pool(2);
        assertThat(two.tryAcquire(0, 1, 800)).isTrue();
        assertThat(two.tryAcquire(0, 1, 800)).isTrue();
        assertThat(two.tryAcquire(0, 1, 1000)).isFalse();
    }
}
