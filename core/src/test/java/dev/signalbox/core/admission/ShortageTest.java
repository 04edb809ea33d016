package dev.signalbox.core.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.AllocationPriority;
import org.junit.jupiter.api.Test;

class ShortageTest {
    private static Shortage of(Resource resource, long wanted, long held, long allowed, long limit, long waitNanos) {
        return new Shortage(
                "model large", resource, AllocationPriority.NORMAL, wanted, held, allowed, limit, waitNanos);
    }

    @Test
    void saysWhatIsHeld() {
        assertThat(of(Resource.CONCURRENCY, 1, 32, 32, 32, -1).text())
                .isEqualTo("model large: 32 of 32 calls are held");
    }

    @Test
    void saysWhatIsHeldBack() {
        Shortage shortage = of(Resource.CONCURRENCY, 1, 30, 30, 32, -1);
        assertThat(shortage.text()).isEqualTo("model large: 30 of 32 calls are held and normal calls may take 30");
        assertThat(shortage.available()).isZero();
        assertThat(of(Resource.CONCURRENCY, 1, 1, 0, 1, -1).text())
                .isEqualTo("model large: 1 of 1 calls are held and normal calls may take some only while none are");
    }

    @Test
    void saysWhatIsWanted() {
        assertThat(of(Resource.MEMORY, 1536, 1024, 2048, 2048, -1).text())
                .isEqualTo("model large: 1 of 2 MB are held, 1.5 are wanted");
    }

    @Test
    void saysHowLongTokensTake() {
        assertThat(of(Resource.TOKENS, 300, 800, 1000, 1000, 1_500_000_000).text())
                .isEqualTo(
                        "model large: 800 of 1000 tokens are spent, 300 are wanted, there will be enough in 1500 ms");
        assertThat(of(Resource.TOKENS, 300, 800, 1000, 1000, 12_000_000_000L).text())
                .endsWith("there will be enough in 12 s");
        assertThat(of(Resource.TOKENS, 300, 800, 1000, 1000, 17_280_000_000_000L)
                        .text())
                .endsWith("there will be enough in 288 min");
    }

    @Test
    void saysWhatCanNeverBe() {
        assertThat(of(Resource.TOKENS, 3000, 0, 1000, 1000, -1).text())
                .isEqualTo("model large: 3000 tokens are wanted and there are never more than 1000");
        assertThat(of(Resource.CONCURRENCY, 1, 0, 0, 0, -1).text()).isEqualTo("model large: no calls are allowed");
    }
}
