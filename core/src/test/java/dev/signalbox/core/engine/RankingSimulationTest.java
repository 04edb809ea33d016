package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.RankingConfig;
import dev.signalbox.core.config.RankingStrategy;
import dev.signalbox.core.health.BreakerState;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.World;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Seeded lives of routes whose chains rank by what is measured; what must hold is checked at every call. */
class RankingSimulationTest {
    private static final int CHAINS = 3;
    private static final RankingStrategy[] STRATEGIES = {
        RankingStrategy.ORDERED, RankingStrategy.LATENCY, RankingStrategy.COST, RankingStrategy.CAPABILITY
    };

    @Test
    void noChainRunsThatBreaksAConstraintAndNoFailedOneWhileAnotherIsWell() throws Throwable {
        long seeds = Long.getLong("signalbox.seeds", 1_000);
        int refused = 0;
        int broken = 0;
        for (long seed = 0; seed < seeds; seed++) {
            int[] seen = new Life(seed).run();
            refused += seen[0];
            broken += seen[1];
        }
        assertThat(refused).as("calls that no chain might run").isPositive();
        assertThat(broken).as("calls that met a chain out by its latency").isPositive();
    }

    @Test
    void ofChainsThatAreElseAlikeTheCheapestIsPreferred() throws Throwable {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            int[] memoryMB = random.ints(CHAINS, 10, 1_000).toArray();
            RankingLife life =
                    new RankingLife(seed, RankingLife.ranking(RankingStrategy.COST), memoryMB, new double[] {1, 1, 1});
            Arrays.fill(life.millis, 20);
            life.calls(10);
            int by = life.call();
            for (int other : memoryMB) {
                // Latency is part of the costs, and told within 6.25 %.
                assertThat(memoryMB[by]).as("seed " + seed).isLessThanOrEqualTo((int) (other * 1.4));
            }
        }
    }

    private static final class Life {
        private final String name;
        private final Random random;
        private final int[] memoryMB;
        private final double[] json;
        private final double required;
        private final long maxMB;
        private final RankingLife life;
        private int refused;
        private int broken;

        Life(long seed) {
            name = "seed " + seed;
            random = new Random(seed);
            memoryMB = random.ints(CHAINS, 0, 5).map(m -> m * 100).toArray();
            json = random.doubles(CHAINS).toArray();
            required = random.nextInt(3) * 0.3 + 0.01;
            maxMB = random.nextBoolean() ? 250 : 1_000;
            RankingConfig ranking = RankingLife.ranking(
                    STRATEGIES[random.nextInt(STRATEGIES.length)], RankingLife.SECOND / 10, maxMB * 1024, required);
            life = new RankingLife(seed, ranking, memoryMB, json);
        }

        int[] run() throws Throwable {
            for (int step = 0; step < 60; step++) {
                event();
                call(name + " step " + step);
            }
            assertThat(life.world.engine.failures().last()).as(name).isEmpty();
            return new int[] {refused, broken};
        }

        private void event() {
            int i = random.nextInt(CHAINS);
            switch (random.nextInt(6)) {
                case 0 -> life.down[i] = true;
                case 1 -> life.down[i] = false;
                case 2 -> life.millis[i] = random.nextInt(150);
                case 3 -> life.world.pass(random.nextInt(3) + 1, TimeUnit.SECONDS);
                default -> life.world.pass(100, TimeUnit.MILLISECONDS);
            }
        }

        private void call(String what) throws Throwable {
            World world = life.world;
            Set<String> out = Objects.requireNonNull(world.route().plan().decision())
                    .broken()
                    .keySet();
            boolean anyoneWell = false;
            boolean[] keptAway = new boolean[CHAINS];
            for (int i = 0; i < CHAINS; i++) {
                Node node = world.node(RankingLife.name(i) + "#0");
                keptAway[i] = node.breaker().state() instanceof BreakerState.Open open
                        && open.untilNanos() > world.time.nanoTime();
                anyoneWell |= node.breaker().isClosed() && !out.contains(RankingLife.name(i));
                broken += out.contains(RankingLife.name(i)) && !breaks(i) ? 1 : 0;
            }
            try {
                life.call();
            } catch (RejectedExecutionException e) {
                assertThat(out).as(what).hasSize(CHAINS);
                assertThat(e).as(what).hasMessageMatching(".*(capability|max-memory|max-latency).*");
                refused++;
            } catch (Fault own) {
                assertThat(own).as(what).hasMessage("down");
            }
            for (int by : life.ran) {
                assertThat(breaks(by)).as(what).isFalse();
                assertThat(out).as(what).doesNotContain(RankingLife.name(by));
            }
            if (!life.ran.isEmpty()) { // a later attempt may meet a breaker whose time has come meanwhile
                assertThat(keptAway[life.ran.get(0)] && anyoneWell).as(what).isFalse();
            }
        }

        /** By what does not change. */
        private boolean breaks(int i) {
            return json[i] < required || memoryMB[i] > maxMB;
        }
    }
}
