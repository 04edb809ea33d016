package dev.signalbox.core.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StripesTest {
    private final Stripes stripes = new Stripes();

    @Test
    void aClosedCellTakesAndGivesNothing() {
        assertThat(stripes.tryPut(0, 1)).isFalse();
        assertThat(stripes.tryTake(0, 1)).isFalse();
        assertThat(stripes.recall()).isZero();
    }

    @Test
    void givesWhatWasPutIntoTheSameCellAndNoMore() {
        stripes.open(3);
        assertThat(stripes.tryTake(3, 1)).isFalse();
        assertThat(stripes.tryPut(3, 5)).isTrue();
        assertThat(stripes.tryTake(4, 1)).isFalse();
        assertThat(stripes.tryTake(3, 6)).isFalse();
        assertThat(stripes.tryTake(3, 5)).isTrue();
        assertThat(stripes.tryTake(3, 1)).isFalse();
    }

    @Test
    void openingAnOpenCellLosesNothing() {
        stripes.open(0);
        stripes.tryPut(0, 7);
        stripes.open(0);
        assertThat(stripes.credit()).isEqualTo(7);
    }

    @Test
    void stripesBeyondTheLastShareOneCell() {
        stripes.open(500);
        assertThat(stripes.tryPut(63, 2)).isTrue();
        assertThat(stripes.tryTake(64, 2)).isTrue();
    }

    @Test
    void aRecallClosesAllCellsAndReturnsWhatWasInThem() {
        for (int i = 0; i < 64; i++) {
            stripes.open(i);
            stripes.tryPut(i, i);
        }
        assertThat(stripes.credit()).isEqualTo(63 * 64 / 2);
        assertThat(stripes.recall()).isEqualTo(63 * 64 / 2);
        assertThat(stripes.credit()).isZero();
        assertThat(stripes.isOpen(5)).isFalse();
        assertThat(stripes.tryPut(5, 1)).isFalse();
    }
}
