package dev.signalbox.core.engine;

import dev.signalbox.core.config.ChainConfig;
import dev.signalbox.core.config.Comparison;
import dev.signalbox.core.config.Condition;
import dev.signalbox.core.config.DeadlineConfig;
import dev.signalbox.core.config.DegradeConfig;
import dev.signalbox.core.config.Match;
import dev.signalbox.core.config.Metric;
import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.config.RecoveryConfig;
import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.config.RouteConfig;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.config.StaticMethod;
import dev.signalbox.core.recovery.ErrorRecovery;
import dev.signalbox.core.route.Plan;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.World;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What tests of recovery share: conditions, configs with them, and load. */
final class Recovering {
    static final Condition FAILING = condition(Metric.ERROR_RATE, Comparison.ABOVE, 0.2, 10);

    private Recovering() {}

    static Condition condition(Metric metric, Comparison comparison, double threshold, int seconds) {
        return new Condition(metric, comparison, threshold, Duration.ofSeconds(seconds));
    }

    /** A model with replicas that are found. */
    static ModelConfig many(String name) {
        return new ModelConfig(name, new Match("test", name, null, null, null), true, 4, false, null, null, null);
    }

    /** A model with replicas that a factory makes. */
    static ModelConfig made(String name, int max) {
        return new ModelConfig(name, null, true, max, false, new StaticMethod("com.acme.Models", "make"), null, null);
    }

    static SignalboxConfig config(RecoveryConfig recovery, ModelConfig... models) {
        Map<String, ModelConfig> byName = new LinkedHashMap<>();
        Arrays.stream(models).forEach(m -> byName.put(m.name(), m));
        List<ChainConfig> chains = Arrays.stream(models)
                .map(m -> new ChainConfig(m.name(), m.name()))
                .toList();
        return World.config(
                byName,
                new RouteConfig(
                        "chat",
                        List.of("ask"),
                        models[0].name(),
                        chains,
                        RetryConfig.NONE,
                        DeadlineConfig.NONE,
                        recovery));
    }

    static SignalboxConfig failOver(Condition... when) {
        return config(new RecoveryConfig(List.of(when), List.of()), World.model("large"), World.model("small"));
    }

    static RecoveryConfig degrade(DegradeConfig... rules) {
        return new RecoveryConfig(List.of(), List.of(rules));
    }

    /** Fails every third time with what does not open a breaker soon. */
    static TestModel.Behaviour limping(String name) {
        return limping(name, 3);
    }

    /** Fails one in so many. */
    static TestModel.Behaviour limping(String name, int every) {
        int[] asked = new int[1];
        return q -> {
            if (asked[0]++ % every == 0) {
                throw new Fault(FailureClass.OVERLOAD, name + " is busy");
            }
            return name + ":" + q;
        };
    }

    /** Ten calls a second, the control thread ticking after each; how many callers were given an exception. */
    static int load(World world, TestModel called, int seconds) {
        int failed = 0;
        for (int i = 0; i < seconds * 10; i++) {
            try {
                called.ask("q");
            } catch (Throwable e) {
                failed++;
            }
            world.pass(100, TimeUnit.MILLISECONDS);
        }
        return failed;
    }

    static String refusal(World world, String chain) {
        return world.route().plan().refused().stream()
                .filter(r -> r.chain().name().equals(chain))
                .map(Plan.Refused::reason)
                .findFirst()
                .orElse("");
    }

    /** The incidents about something, oldest first. */
    static List<ErrorRecovery> incidents(World world, String subject) {
        return world.engine.recoveries().incidents().stream()
                .filter(i -> i.subject().equals(subject))
                .toList();
    }
}
