package dev.signalbox.core.engine;

import dev.signalbox.core.config.BalanceConfig;
import dev.signalbox.core.config.ChainConfig;
import dev.signalbox.core.config.CostConfig;
import dev.signalbox.core.config.DeadlineConfig;
import dev.signalbox.core.config.LimitsConfig;
import dev.signalbox.core.config.Match;
import dev.signalbox.core.config.ModelAllocation;
import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.config.ProbeConfig;
import dev.signalbox.core.config.RankingConfig;
import dev.signalbox.core.config.RankingStrategy;
import dev.signalbox.core.config.RecoveryConfig;
import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.config.RouteAllocation;
import dev.signalbox.core.config.RouteConfig;
import dev.signalbox.core.config.WishesConfig;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A route over models whose latency, memory, capability and health a test sets, and who ran what. */
final class RankingLife {
    static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    final World world;
    final List<TestModel> models = new ArrayList<>();
    final long[] millis;
    final boolean[] down;
    /** The models that ran since the last call, in order. */
    final List<Integer> ran = new ArrayList<>();

    /**
     * A life.
     *
     * @param memoryMB what each model is said to take; 0 where nothing is said
     * @param json how well each does json
     */
    RankingLife(long seed, RankingConfig ranking, int[] memoryMB, double[] json) {
        Map<String, ModelConfig> byName = new LinkedHashMap<>();
        List<ChainConfig> chains = new ArrayList<>();
        for (int i = 0; i < json.length; i++) {
            byName.put(name(i), model(name(i), memoryMB[i], json[i]));
            chains.add(new ChainConfig(name(i), name(i)));
        }
        RouteConfig route = new RouteConfig(
                "chat",
                List.of("ask"),
                "a",
                chains,
                RetryConfig.NONE,
                DeadlineConfig.NONE,
                RecoveryConfig.NONE,
                RouteAllocation.NONE,
                WishesConfig.NONE,
                ranking);
        world = new World(seed, World.config(byName, route));
        millis = new long[json.length];
        down = new boolean[json.length];
        for (int i = 0; i < json.length; i++) {
            int me = i;
            models.add(world.model(name(i), q -> {
                ran.add(me);
                world.time.advance(millis[me], TimeUnit.MILLISECONDS);
                if (down[me]) {
                    throw new Fault(FailureClass.UNAVAILABLE, "down");
                }
                return me;
            }));
        }
        world.engine.tick();
    }

    static RankingConfig ranking(RankingStrategy strategy) {
        return ranking(strategy, RankingConfig.UNLIMITED, RankingConfig.UNLIMITED, 0);
    }

    static RankingConfig ranking(RankingStrategy strategy, long maxNanos, long maxKiB, double json) {
        return new RankingConfig(strategy, Map.of(), maxNanos, maxKiB, json > 0 ? Map.of("json", json) : Map.of());
    }

    static String name(int i) {
        return String.valueOf((char) ('a' + i));
    }

    private static ModelConfig model(String name, int memoryMB, double json) {
        CostConfig cost = memoryMB == 0
                ? CostConfig.NONE
                : new CostConfig(
                        memoryMB * 1024L,
                        CostConfig.UNKNOWN,
                        CostConfig.UNKNOWN,
                        CostConfig.UNKNOWN,
                        CostConfig.UNKNOWN,
                        CostConfig.UNKNOWN);
        return new ModelConfig(
                name,
                new Match("test", name, null, null, null),
                false,
                1,
                false,
                null,
                null,
                null,
                BalanceConfig.DEFAULT,
                ProbeConfig.NONE,
                new ModelAllocation(LimitsConfig.NONE, LimitsConfig.UNLIMITED, false, cost, 0),
                Map.of("json", json));
    }

    /** Makes a call on the primary; the model that answered. */
    int call() throws Throwable {
        ran.clear();
        return (Integer) models.get(0).ask("q");
    }

    /** Makes calls, one every 100 ms. */
    void calls(int count) throws Throwable {
        for (int i = 0; i < count; i++) {
            call();
            world.pass(100, TimeUnit.MILLISECONDS);
        }
    }

    List<String> order() {
        List<String> order = new ArrayList<>();
        for (int i = 0; i < world.route().plan().size(); i++) {
            order.add(world.route().plan().step(i).chain().name());
        }
        return order;
    }
}
