package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.config.RankingConfig;
import dev.signalbox.core.config.RankingStrategy;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A chain that breaks a constraint runs no call, not even as the last resort. */
class ConstraintsTest {
    private static final int[] NOTHING_SAID = {0, 0};

    @Test
    void aPrimaryThatIsNotCapableEnoughNeverRuns() throws Throwable {
        RankingLife life = life(0.8, 0.5, 0.9);
        assertThat(life.call()).isEqualTo(1);
        assertThat(life.ran).containsExactly(1);
        assertThat(life.world.route().plan().refused())
                .singleElement()
                .satisfies(r -> assertThat(r.reason()).isEqualTo("capability json is 0.5, and 0.8 is required"));
    }

    @Test
    void itIsNoLastResortEitherWhileTheOnlyOneThatMayRunFails() throws Throwable {
        RankingLife life = life(0.8, 0.5, 0.9);
        life.down[1] = true;
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(life::call).hasMessage("down");
            assertThat(life.ran).containsExactly(1);
        }
        life.down[1] = false;
        life.world.pass(10, TimeUnit.SECONDS);
        assertThat(life.call()).isEqualTo(1);
    }

    @Test
    void whereNobodyMeetsThemTheCallerIsToldWhichOne() {
        RankingLife life = life(0.95, 0.5, 0.9);
        assertThatThrownBy(life::call)
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("a: capability json is 0.5, and 0.95 is required")
                .hasMessageContaining("b: capability json is 0.9, and 0.95 is required");
        assertThat(life.ran).isEmpty();
        assertThat(life.world.route().plan().isBlocked()).isTrue();
    }

    @Test
    void anOperatorCannotForceIt() {
        RankingLife life = life(0.8, 0.5, 0.9);
        assertThatThrownBy(() -> life.world.engine.operator().failOver("chat", "a", 0, "test"))
                .hasMessageContaining("capability json is 0.5");
    }

    @Test
    void aChainThatTakesTooMuchMemoryIsOut() throws Throwable {
        RankingConfig ranking = RankingLife.ranking(RankingStrategy.ORDERED, RankingConfig.UNLIMITED, 100 * 1024, 0);
        RankingLife life = new RankingLife(1, ranking, new int[] {101, 100}, new double[] {1, 1});
        assertThat(life.call()).isEqualTo(1);
    }

    @Test
    void aChainThatBecomesTooSlowIsOutUntilItIsForgottenAMinuteLater() throws Throwable {
        RankingConfig ranking =
                RankingLife.ranking(RankingStrategy.ORDERED, RankingLife.SECOND / 10, RankingConfig.UNLIMITED, 0);
        RankingLife life = new RankingLife(1, ranking, NOTHING_SAID, new double[] {1, 1});
        life.calls(20);
        assertThat(life.order()).containsExactly("a", "b");
        life.millis[0] = 150;
        life.calls(20);
        assertThat(life.order()).containsExactly("b");
        assertThat(life.call()).isEqualTo(1);
        life.millis[0] = 10;
        life.world.pass(75, TimeUnit.SECONDS);
        assertThat(life.order()).containsExactly("a", "b");
        assertThat(life.call()).isEqualTo(0);
    }

    @Test
    void slowAnswersAreNoneThatCanBeReliedOn() throws Throwable {
        RankingConfig ranking = new RankingConfig(
                RankingStrategy.ORDERED, Map.of(), RankingLife.SECOND / 10, RankingConfig.UNLIMITED, Map.of());
        RankingLife life = new RankingLife(1, ranking, new int[] {0}, new double[] {1});
        life.calls(30);
        assertThat(life.world.chain("a").standing().confidence()).isBetween(0.87, 0.9);
        life.millis[0] = 101;
        life.calls(3);
        assertThat(life.world.chain("a").standing().confidence()).isLessThan(0.8);
        assertThat(life.world.chain("a").served()).isEqualTo(33);
    }

    private static RankingLife life(double required, double... json) {
        RankingConfig ranking = RankingLife.ranking(
                RankingStrategy.ORDERED, RankingConfig.UNLIMITED, RankingConfig.UNLIMITED, required);
        return new RankingLife(1, ranking, NOTHING_SAID, json);
    }
}
