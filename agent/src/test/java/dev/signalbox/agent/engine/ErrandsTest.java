package dev.signalbox.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ErrandsTest {
    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().startsWith("signalbox-"))
                .count();
    }

    @Test
    void whatIsToComeLaterHoldsNoThreadAndIsDoneWhenThisEnds() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1_000);
        Errands errands = new Errands();
        long before = threads();
        for (int i = 0; i < 1_000; i++) {
            errands.executeLater(TimeUnit.HOURS.toNanos(1), done::countDown);
        }
        assertThat(threads() - before).isLessThanOrEqualTo(1);
        assertThat(done.getCount()).isEqualTo(1_000);
        errands.close();
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatIsToComeLaterComesOnce() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(2);
        CountDownLatch first = new CountDownLatch(1);
        Errands errands = new Errands();
        errands.executeLater(1, () -> {
            done.countDown();
            first.countDown();
        });
        assertThat(first.await(30, TimeUnit.SECONDS)).isTrue();
        errands.close();
        assertThat(done.getCount()).isEqualTo(1);
    }
}
