package dev.signalbox.core.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllocatorTest {
    private static final int ALL = 1000;

    private final Level node = new Level("node", "a");
    private final Level free = new Level("model", "m");
    private final Level jvm = new Level("JVM", "");
    private final Level[] levels = {node, free, jvm};

    @Test
    void takesOfAllLevelsAndGivesBack() {
        node.setLimit(Resource.CONCURRENCY, 2);
        jvm.setLimit(Resource.MEMORY, 100);
        Demand demand = new Demand(60, 0, 0, 0);
        long held = Allocator.acquire(levels, 0, demand, 0, ALL, 0);
        assertThat(held).isPositive();
        assertThat(node.held(Resource.CONCURRENCY)).isEqualTo(1);
        assertThat(jvm.held(Resource.MEMORY)).isEqualTo(60);
        Allocator.release(levels, 0, held, demand, 0, 0, 0);
        assertThat(node.held(Resource.CONCURRENCY)).isZero();
        assertThat(jvm.held(Resource.MEMORY)).isZero();
    }

    @Test
    void whatIsShortAtTheLastLevelLeavesNothingHeldAtTheFirst() {
        node.setLimit(Resource.CONCURRENCY, 2);
        node.setTokenLimit(Bandwidth.MINUTE, 1000, 0);
        jvm.setLimit(Resource.GPU_MEMORY, 100);
        Demand demand = new Demand(0, 0, 0, 101);
        long refused = Allocator.acquire(levels, 0, demand, 900, ALL, 0);
        assertThat(refused).isNegative();
        assertThat(Allocator.level(refused)).isEqualTo(2);
        assertThat(Allocator.resource(refused)).isEqualTo(Resource.GPU_MEMORY.ordinal());
        assertThat(node.held(Resource.CONCURRENCY)).isZero();
        assertThat(node.tokens().available(Bandwidth.MINUTE, 0)).isEqualTo(1000);
    }

    @Test
    void theFirstResourceOfTheFirstLevelIsARefusalToo() {
        node.setLimit(Resource.CONCURRENCY, 0);
        long refused = Allocator.acquire(levels, 0, Demand.ONE_CALL, 0, ALL, 0);
        assertThat(refused).isNegative();
        assertThat(Allocator.level(refused)).isZero();
        assertThat(Allocator.resource(refused)).isZero();
    }

    @Test
    void eightLevelsFit() {
        Level[] eight = new Level[8];
        for (int i = 0; i < eight.length; i++) {
            eight[i] = new Level("level", "" + i);
            eight[i].setLimit(Resource.CONCURRENCY, 1);
            eight[i].setTokenLimit(Bandwidth.DAY, 10, 0);
        }
        long held = Allocator.acquire(eight, 0, Demand.ONE_CALL, 1, ALL, 0);
        assertThat(held).isPositive();
        Allocator.release(eight, 0, held, Demand.ONE_CALL, 1, 0, 0);
        for (Level level : eight) {
            assertThat(level.held(Resource.CONCURRENCY)).isZero();
            assertThat(level.tokens().available(Bandwidth.DAY, 0)).isEqualTo(10);
        }
    }
}
