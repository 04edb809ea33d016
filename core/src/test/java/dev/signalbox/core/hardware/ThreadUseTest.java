package dev.signalbox.core.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.time.SystemTime;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the JDK tells of a real thread. */
class ThreadUseTest {
    private final ThreadUse use = ThreadUse.ofThisJvm();

    @Test
    void itTellsWhatAThreadAllocates() {
        long before = use.allocatedBytes();
        byte[] kept = new byte[5 << 20];
        assertThat(use.allocatedBytes() - before).isBetween((long) kept.length, kept.length + 100_000L);
    }

    @Test
    void itTellsHowLongAThreadWasBusy() {
        long before = use.cpuNanos();
        long began = SystemTime.INSTANCE.nanoTime();
        while (use.cpuNanos() - before < TimeUnit.MILLISECONDS.toNanos(5)) {
            assertThat(SystemTime.INSTANCE.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(30));
        }
        assertThat(SystemTime.INSTANCE.nanoTime() - began).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(4));
    }

    @Test
    void aReadingAllocatesNothing() {
        for (int i = 0; i < 1_000; i++) {
            use.allocatedBytes();
            use.cpuNanos();
        }
        long before = use.allocatedBytes();
        for (int i = 0; i < 100; i++) {
            use.cpuNanos();
            use.allocatedBytes();
        }
        assertThat(use.allocatedBytes() - before).isZero();
    }
}
