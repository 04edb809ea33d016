package dev.signalbox.core.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResourceTest {
    @Test
    void convertsBothWays() {
        assertThat(Resource.MEMORY.units(1.5)).isEqualTo(1536);
        assertThat(Resource.MEMORY.amount(1536)).isEqualTo(1.5);
        assertThat(Resource.CPU.units(0.07)).isEqualTo(70);
        assertThat(Resource.GPU.units(0.00001)).isEqualTo(1);
        assertThat(Resource.TOKENS.units(0)).isZero();
    }

    @Test
    void saysNumbersShortly() {
        assertThat(Resource.CONCURRENCY.text(30)).isEqualTo("30");
        assertThat(Resource.CPU.text(1500)).isEqualTo("1.5");
        assertThat(Resource.CPU.text(1050)).isEqualTo("1.05");
        assertThat(Resource.CPU.text(1055)).isEqualTo("1.06");
        assertThat(Resource.MEMORY.text(1024 * 1024)).isEqualTo("1024");
    }

    @Test
    void theMaskOfADemandHasABitForEachResourceItTakes() {
        assertThat(Resource.values()).hasSize(Resource.COUNT);
        assertThat(Demand.ONE_CALL.mask()).isEqualTo(Resource.CONCURRENCY.bit());
        Demand demand = new Demand(3, 0, 5, 7);
        long[] amounts = {1, 3, 0, 5, 7, 0};
        for (Resource resource : Resource.values()) {
            long amount = amounts[resource.ordinal()];
            assertThat(demand.amount(resource.ordinal())).isEqualTo(amount);
            assertThat((demand.mask() & resource.bit()) != 0).isEqualTo(amount > 0);
        }
    }
}
