package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.ChainConfig;
import dev.signalbox.core.config.Comparison;
import dev.signalbox.core.config.Condition;
import dev.signalbox.core.config.DeadlineConfig;
import dev.signalbox.core.config.DegradeConfig;
import dev.signalbox.core.config.DegradeConfig.Then;
import dev.signalbox.core.config.Metric;
import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.config.RecoveryConfig;
import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.config.RouteConfig;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.recovery.ErrorRecovery;
import dev.signalbox.core.route.Plan;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Nodes that are slow, fail, flap, and fail all at once, under conditions of every kind, while operators throw switches, configs
 * change and the clock jumps; what must hold is checked after every step, and that all is well again in the end.
 */
final class RecoveryLife {
    private static final int MOST_SPARES = 3;

    /** How a model does. */
    private static final class Mood {
        private FailureClass fails = FailureClass.CALLER;
        private int ofTen;
        private long millis = 1;
    }

    /** A model that knows whether it was called after its end. */
    private static final class Spare extends TestModel implements AutoCloseable {
        private boolean closed;

        Spare(World world) {
            super("spare", world.engine.gate(), world.site);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private final Random random;
    private final World world;
    private final Map<String, Mood> moods = new LinkedHashMap<>();
    private final List<TestModel> models = new ArrayList<>();
    private final List<Spare> spares = new ArrayList<>();
    private final String seed;
    private boolean operated;

    RecoveryLife(long seed) {
        this.seed = "seed " + seed;
        this.random = new Random(seed);
        this.world = new World(seed, config());
        for (String name : List.of("a", "a", "b")) {
            String key = name + models.size();
            moods.put(key, new Mood());
            models.add(world.model(name, body(key)));
        }
        moods.put("spare", new Mood());
        world.factoryBody = () -> {
            Spare spare = new Spare(world);
            spare.does(q -> {
                assertThat(spare.closed)
                        .as("%s: a closed node is called", this.seed)
                        .isFalse();
                return body("spare").answer(q);
            });
            spares.add(spare);
            return spare;
        };
    }

    private TestModel.Behaviour body(String key) {
        Mood mood = moods.get(key);
        return q -> {
            world.time.advance(mood.millis, TimeUnit.MILLISECONDS);
            if (random.nextInt(10) < mood.ofTen) {
                throw new Fault(mood.fails, key + " fails");
            }
            return key;
        };
    }

    private Condition condition() {
        int seconds = random.nextInt(4) * 2;
        return switch (random.nextInt(5)) {
            case 0 -> Recovering.condition(Metric.ERROR_RATE, Comparison.ABOVE, 0.2, seconds);
            case 1 ->
                Recovering.condition(Metric.CONSECUTIVE_ERRORS, Comparison.AT_LEAST, 1 + random.nextInt(4), seconds);
            case 2 -> Recovering.condition(Metric.P95, Comparison.ABOVE, 50, seconds);
            case 3 -> Recovering.condition(Metric.CALLS, Comparison.ABOVE, 20, seconds);
            default -> Recovering.condition(Metric.SUCCESS_RATE, Comparison.BELOW, 0.9, seconds);
        };
    }

    private SignalboxConfig config() {
        Map<String, ModelConfig> byName = new LinkedHashMap<>();
        byName.put("a", Recovering.many("a"));
        byName.put("b", World.model("b"));
        byName.put("spare", Recovering.made("spare", MOST_SPARES));
        List<ChainConfig> chains =
                byName.keySet().stream().map(n -> new ChainConfig(n, n)).toList();
        RecoveryConfig recovery = random.nextInt(6) == 0
                ? RecoveryConfig.NONE
                : new RecoveryConfig(
                        List.of(condition()),
                        List.of(
                                new DegradeConfig(condition(), Then.REBALANCE, 0, DegradeConfig.IDLE, 0.1),
                                new DegradeConfig(condition(), Then.SCALE, 0, Duration.ofSeconds(20), 0.1),
                                new DegradeConfig(condition(), Then.FAILOVER)));
        RetryConfig retry = random.nextBoolean() ? RetryConfig.NONE : new RetryConfig(2, Duration.ofMillis(10), 0.2);
        return World.config(
                byName, new RouteConfig("chat", List.of("ask"), "a", chains, retry, DeadlineConfig.NONE, recovery));
    }

    void live() {
        for (int step = 0; step < 60; step++) {
            event();
            for (int call = random.nextInt(40); call > 0; call--) {
                call();
                world.pass(100, TimeUnit.MILLISECONDS);
                check(step);
            }
        }
        end();
    }

    private void event() {
        List<Mood> all = List.copyOf(moods.values());
        Mood one = all.get(random.nextInt(all.size()));
        switch (random.nextInt(12)) {
            case 0, 1 -> {
                one.fails = FailureClass.values()[random.nextInt(6)];
                one.ofTen = random.nextInt(11);
            }
            case 2 -> one.millis = 1 + random.nextInt(300);
            case 3, 4 -> {
                one.ofTen = 0;
                one.millis = 1;
            }
            case 5 -> all.forEach(m -> m.ofTen = 10);
            case 6 -> all.forEach(m -> m.ofTen = 0);
            case 7 -> world.engine.apply(config());
            case 8 -> {
                world.time.advance(random.nextInt(2) == 0 ? 1 : 3_600, TimeUnit.SECONDS);
                world.engine.tick();
            }
            case 9 -> operate();
            case 10 -> world.pass(random.nextInt(30), TimeUnit.SECONDS);
            default -> {}
        }
    }

    private void operate() {
        Operator operator = world.engine.operator();
        List<Node> nodes = world.engine.nodes();
        operated = true;
        switch (random.nextInt(3)) {
            case 0 -> {
                if (!nodes.isEmpty()) {
                    operator.drain(nodes.get(random.nextInt(nodes.size())).name(), random.nextInt(3) == 0);
                }
            }
            case 1 -> operator.enable("chat", List.of("a", "b", "spare").get(random.nextInt(3)), random.nextInt(3) > 0);
            default -> operator.failBack("chat");
        }
    }

    private void call() {
        try {
            models.get(0).ask("q");
        } catch (RejectedExecutionException refused) {
            assertThat(operated)
                    .as("%s: only an operator keeps calls from every chain", seed)
                    .isTrue();
        } catch (Throwable own) {
            assertThat(own).as(seed).isInstanceOf(Fault.class);
        }
    }

    private void check(int step) {
        String what = seed + " step " + step;
        Plan plan = world.route().plan();
        List<Plan.Refused> outOfUse =
                plan.refused().stream().filter(r -> !r.spare().isEmpty()).toList();
        for (Plan.Refused out : outOfUse) {
            assertThat(out.reason()).as(what).startsWith("out of use: ");
        }
        if (!outOfUse.isEmpty()) {
            boolean another = false;
            for (int i = 0; i < plan.size(); i++) {
                for (Node node : plan.step(i).nodes()) {
                    another |= node.breaker().isClosed();
                }
            }
            assertThat(another)
                    .as("%s: the last chain was taken: %s", what, outOfUse)
                    .isTrue();
        }
        long ofSpare = 0;
        for (Node node : world.engine.nodes()) {
            assertThat(node.automaticWeight()).as(what).isBetween(0.1, 1.0);
            assertThat(node.inFlight()).as(what).isZero();
            ofSpare += node.model().equals("spare") ? 1 : 0;
        }
        assertThat(ofSpare).as(what).isLessThanOrEqualTo(MOST_SPARES);
        for (Node node : world.engine.nodes()) {
            Object instance = node.instance().get();
            assertThat(instance instanceof Spare spare && spare.closed).as(what).isFalse();
        }
        List<ErrorRecovery> incidents = world.engine.recoveries().incidents();
        assertThat(incidents).as(what).hasSizeLessThan(256 + 20);
        assertThat(incidents.stream()
                        .filter(i -> !i.status().isFinal())
                        .map(i -> i.type() + i.subject() + i.action().word())
                        .toList())
                .as(what)
                .doesNotHaveDuplicates();
        assertThat(world.engine.failures().last()).as(what).isEmpty();
    }

    /** Everything is well again, and nobody calls: all that was done is undone by itself. */
    private void end() {
        moods.values().forEach(m -> {
            m.ofTen = 0;
            m.millis = 1;
        });
        world.pass(30, TimeUnit.MINUTES);
        assertThat(world.engine.nodes())
                .as(seed)
                .allSatisfy(n -> assertThat(n.automaticWeight()).isEqualTo(1));
        assertThat(world.route().chains())
                .as(seed)
                .allSatisfy(c -> assertThat(c.outOfUse()).isNull());
        assertThat(world.engine.recoveries().incidents())
                .as(seed)
                .allMatch(i -> i.status().isFinal());
        assertThat(world.engine.nodes().stream().filter(n -> n.model().equals("spare")))
                .as(seed)
                .hasSizeLessThanOrEqualTo(1);
        assertThat(models).as("held until here: nodes are weak").hasSize(3);
    }
}
