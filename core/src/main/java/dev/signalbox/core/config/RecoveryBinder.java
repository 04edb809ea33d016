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
            if (condition != null && !isAlone(text.place(), chains) && tellsNodes(condition, text.place())) {
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
            isAlone(word.place(), chains);
        }
        checkFloor(fields.find(Schema.FLOOR));
        int to = fields.value(Schema.TO, 0);
        if (then == Then.SCALE && (to > 0 || !fields.has(Schema.TO))) {
            checkRoom(fields.place(Schema.TO, rule.place()), to, chains);
        }
        if (condition != null && when != null && (then == Then.SCALE || tellsNodes(condition, when.place()))) {
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

    /** What is the same for all nodes takes calls from none: they would go to another that is no better. */
    private boolean tellsNodes(Condition condition, Place place) {
        if (!condition.metric().isOfMachine()) {
            return true;
        }
        String found = condition.metric().word() + " is the same for all nodes, so that none is better than another";
        problems.add(place, found, "a metric of the node; this one only with then: scale");
        return false;
    }

    private boolean isAlone(Place place, List<Located<ChainConfig>> chains) {
        if (chains.size() > 1) {
            return false;
        }
        problems.add(place, "the route has no chain to fail over to", "this beside alternatives");
        return true;
    }

    private void only(Fields fields, Place rule, Key<?> key, boolean allowed, String action) {
        if (!allowed && fields.has(key)) {
            problems.add(fields.place(key, rule), "has no meaning without then: " + action, "this key beside it");
        }
    }

    /** Where nodes are made here, more than a model may have would never come; where none are, nobody else says how many. */
    private void checkRoom(Place place, int to, List<Located<ChainConfig>> chains) {
        ModelConfig largest = null;
        for (Located<ChainConfig> chain : chains) {
            ModelConfig model = models.get(chain.value().model());
            if (model != null
                    && model.create() != null
                    && model.many()
                    && (largest == null || model.max() > largest.max())) {
                largest = model;
            }
        }
        if (largest != null && to > largest.max()) {
            String found = "found " + to + ", but the model " + Texts.quote(largest.name()) + " has at most "
                    + largest.max() + " nodes";
            problems.add(place, found, "at most its max");
        } else if (largest == null && to == 0) {
            String found = "is missing, and no model of the route has create and nodes: many";
            problems.add(place.missing(Schema.TO.name()), found, "how many nodes an autoscaler may be asked for");
        }
    }
}
