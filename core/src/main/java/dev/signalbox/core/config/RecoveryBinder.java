package dev.signalbox.core.config;

import dev.signalbox.core.config.DegradeConfig.Then;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a route's conditions and actions of what was read, and says what contradicts itself there. */
final class RecoveryBinder {
    private static final double LEAST_FLOOR = 0.01;

    private final Map<String, ModelConfig> models;
    private final Problems problems;

    RecoveryBinder(Map<String, ModelConfig> models, Problems problems) {
        this.models = models;
        this.problems = problems;
    }

    RecoveryConfig bind(Fields route, List<Located<ChainConfig>> chains) {
        List<Condition> failOver = new ArrayList<>();
        for (Located<String> text : route.value(Schema.FAIL_OVER_WHEN, List.of())) {
            Condition condition = ConditionText.read(text, problems);
            if (condition != null && !isAlone(text.place(), chains, "fail over")) {
                failOver.add(condition);
            }
        }
        List<DegradeConfig> degrade = new ArrayList<>();
        for (Located<Fields> rule : route.value(Schema.DEGRADE, List.of())) {
            rule(rule, chains, degrade);
        }
        return failOver.isEmpty() && degrade.isEmpty()
                ? RecoveryConfig.NONE
                : new RecoveryConfig(List.copyOf(failOver), List.copyOf(degrade));
    }

    private void rule(Located<Fields> rule, List<Located<ChainConfig>> chains, List<DegradeConfig> degrade) {
        Fields fields = rule.value();
        Located<String> when = fields.broken() ? null : fields.find(Schema.WHEN);
        Condition condition = when == null ? null : ConditionText.read(when, problems);
        Located<String> word = fields.broken() ? null : fields.find(Schema.THEN);
        if (word == null) {
            return; // told already
        }
        Then then = Then.valueOf(word.value().toUpperCase(Locale.ROOT));
        only(fields, rule.place(), Schema.TO, then == Then.SCALE, "scale");
        only(fields, rule.place(), Schema.IDLE, then == Then.SCALE, "scale");
        only(fields, rule.place(), Schema.FLOOR, then == Then.REBALANCE, "rebalance");
        if (then == Then.FAILOVER) {
            isAlone(word.place(), chains, "fail over");
        }
        checkFloor(fields.find(Schema.FLOOR));
        int to = fields.value(Schema.TO, 0);
        if (then == Then.SCALE) {
            checkRoom(fields.place(Schema.TO, rule.place()), to, chains);
        }
        if (condition != null) {
            Duration idle = fields.value(Schema.IDLE, DegradeConfig.IDLE);
            degrade.add(new DegradeConfig(condition, then, to, idle, fields.value(Schema.FLOOR, DegradeConfig.FLOOR)));
        }
    }

    /** A node that is left nothing would never be seen to be well again. */
    private void checkFloor(@Nullable Located<Double> floor) {
        if (floor != null && floor.value() < LEAST_FLOOR) {
            problems.add(floor.place(), "found " + floor.value(), "a share from 1% to 100%");
        }
    }

    private boolean isAlone(Place place, List<Located<ChainConfig>> chains, String what) {
        if (chains.size() > 1) {
            return false;
        }
        problems.add(place, "the route has no chain to " + what + " to", "this beside alternatives");
        return true;
    }

    private void only(Fields fields, Place rule, Key<?> key, boolean allowed, String action) {
        if (!allowed && fields.has(key)) {
            problems.add(fields.place(key, rule), "has no meaning without then: " + action, "this key beside it");
        }
    }

    /** Where Signalbox itself makes the nodes, more than a model may have would never come. */
    private void checkRoom(Place place, int to, List<Located<ChainConfig>> chains) {
        ModelConfig largest = null;
        for (Located<ChainConfig> chain : chains) {
            ModelConfig model = models.get(chain.value().model());
            if (model != null && model.create() != null && (largest == null || model.max() > largest.max())) {
                largest = model;
            }
        }
        if (largest != null && to > largest.max()) {
            String found = "found " + to + ", but the model " + Texts.quote(largest.name()) + " has at most "
                    + largest.max() + " nodes";
            problems.add(place, found, largest.many() ? "at most its max" : "nodes: many and a max for that model");
        }
    }
}
