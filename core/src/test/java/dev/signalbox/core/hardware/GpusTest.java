package dev.signalbox.core.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** When GPUs are read, and what is shown while a driver does not answer. */
class GpusTest {
    private static final long SECOND = 1_000_000_000L;

    private final Deque<Runnable> handedOver = new ArrayDeque<>();
    private final Reader reader = new Reader();
    private int searches;

    private final Gpus gpus = new Gpus(handedOver::add, () -> {
        searches++;
        return reader;
    });

    private static GpuReading reading(double usedMB) {
        return new GpuReading(0, "Fake", "F-1", 1000, usedMB, 0.5, 10, 0.1, 40, 50);
    }

    private static final class Reader implements GpuReader {
        private double usedMB = 100;
        private boolean fails;
        private int closed;

        @Override
        public String describe() {
            return "a fake";
        }

        @Override
        public List<GpuReading> read(Misses misses) {
            if (fails) {
                throw new Error("Invalid memory access");
            }
            return List.of(reading(usedMB));
        }

        @Override
        public void close() {
            closed++;
        }
    }

    @Test
    void aSampleStartsAReadingAndShowsTheOneBefore() {
        assertThat(gpus.sample(0).gpus()).isEmpty();
        assertThat(gpus.sample(0).source()).isEqualTo("being looked for");
        assertThat(handedOver).as("one at a time").hasSize(1);
        handedOver.remove().run();
        reader.usedMB = 200;
        assertThat(gpus.sample(SECOND).gpus()).containsExactly(reading(100));
        handedOver.remove().run();
        assertThat(gpus.sample(2 * SECOND)).isEqualTo(new Gpus.Found(List.of(reading(200)), "a fake", false));
        assertThat(searches).isEqualTo(1);
    }

    @Test
    void aDriverThatHangsLeavesNoFigureStanding() {
        gpus.sample(0);
        handedOver.remove().run();
        gpus.sample(SECOND);
        assertThat(gpus.sample(3 * SECOND).gpus()).as("within 2 s").containsExactly(reading(100));
        Gpus.Found late = gpus.sample(4 * SECOND);
        assertThat(late.gpus()).containsExactly(reading(100).withoutFigures());
        assertThat(late.source()).isEqualTo("their driver has not answered for 3 s");
        assertThat(handedOver).as("nobody else is sent after it").hasSize(1);
        handedOver.remove().run();
        assertThat(gpus.sample(5 * SECOND).gpus()).containsExactly(reading(100));
    }

    @Test
    void aReadingThatFailsAfterItWorkedLeavesNoFigureStanding() {
        gpus.sample(0);
        handedOver.remove().run();
        reader.fails = true;
        gpus.sample(SECOND);
        handedOver.remove().run();
        Gpus.Found failed = gpus.sample(2 * SECOND);
        assertThat(failed.gpus()).containsExactly(reading(100).withoutFigures());
        assertThat(failed.source()).isEqualTo("not readable (java.lang.Error: Invalid memory access)");
        reader.fails = false;
        handedOver.remove().run();
        assertThat(gpus.sample(3 * SECOND).gpus()).containsExactly(reading(100));
    }

    @Test
    void whereThereIsNoneNobodyLooksTwice() {
        Gpus none = Fakes.noGpus();
        assertThat(none.sample(0)).isEqualTo(new Gpus.Found(List.of(), "none (a fake)", true));
        Gpus counted = new Gpus(handedOver::add, () -> {
            searches++;
            throw new Unreadable("none");
        });
        for (int i = 0; i < 3; i++) {
            counted.sample(i * SECOND);
            handedOver.forEach(Runnable::run);
            handedOver.clear();
        }
        assertThat(searches).isEqualTo(1);
    }

    @Test
    void anExecutorThatIsAtItsEndIsAskedAgain() {
        Gpus refused = new Gpus(
                work -> {
                    throw new RejectedExecutionException();
                },
                () -> reader);
        refused.sample(0);
        assertThat(refused.sample(5 * SECOND).source()).isEqualTo("being looked for");
    }

    @Test
    void theDriverIsLetGoOnceNobodyReads() {
        gpus.sample(0);
        handedOver.remove().run();
        gpus.sample(SECOND);
        gpus.close();
        assertThat(reader.closed).as("while it is being read").isZero();
        handedOver.remove().run();
        assertThat(reader.closed).isEqualTo(1);
        gpus.close();
        assertThat(reader.closed).isEqualTo(1);
        gpus.sample(2 * SECOND);
        assertThat(handedOver).isEmpty();
    }

    @Test
    void theDriverIsLetGoAtOnceWhereNobodyReads() {
        gpus.sample(0);
        handedOver.remove().run();
        gpus.close();
        assertThat(reader.closed).isEqualTo(1);
    }
}
