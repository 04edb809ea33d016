package dev.signalbox.core.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the models of what was read under {@code models}, and says what contradicts itself there. */
final class ModelBinder {
    private static final int MAX_OF_MANY = 16;
    private static final String ONE_WAY = "exactly one of match, create and same-client-as";

    private final Map<String, Located<Fields>> models;
    private final BuiltIns builtIns;
    private final Problems problems;

    ModelBinder(Map<String, Located<Fields>> models, BuiltIns builtIns, Problems problems) {
        this.models = models;
        this.builtIns = builtIns;
        this.problems = problems;
    }

    Map<String, ModelConfig> bind() {
        Map<String, ModelConfig> bound = new LinkedHashMap<>();
        List<ModelConfig> matched = new ArrayList<>();
        for (Map.Entry<String, Located<Fields>> entry : models.entrySet()) {
            Fields fields = entry.getValue().value();
            Place place = entry.getValue().place();
            if (!fields.broken()) {
                ModelConfig model = model(entry.getKey(), fields, place);
                bound.put(model.name(), model);
                checkWay(fields, place);
                checkReplicas(fields, place);
                checkSameMatch(model, fields.place(Schema.MATCH, place), matched);
            }
        }
        for (Map.Entry<String, Located<Fields>> entry : models.entrySet()) {
            checkSameClient(entry.getKey(), entry.getValue(), bound);
        }
        return bound;
    }

    private ModelConfig model(String name, Fields fields, Place place) {
        boolean many = "many".equals(fields.value(Schema.NODES));
        return new ModelConfig(
                name,
                match(fields, place),
                many,
                fields.value(Schema.MAX, many ? MAX_OF_MANY : 1),
                fields.value(Schema.HOLD, false),
                fields.value(Schema.CREATE),
                fields.value(Schema.SAME_CLIENT_AS),
                fields.value(Schema.REQUEST_NAME),
                balance(fields.value(Schema.BALANCE)),
                fields.value(Schema.PROBE, ProbeConfig.NONE),
                new AllocationBinder(problems).ofModel(fields),
                RankingBinder.levels(fields.value(Schema.CAPABILITIES, Map.of())));
    }

    private static BalanceConfig balance(@Nullable String word) {
        for (BalanceStrategy strategy : BalanceStrategy.values()) {
            if (strategy.word().equals(word)) {
                return new BalanceConfig(strategy);
            }
        }
        return BalanceConfig.DEFAULT;
    }

    private @Nullable Match match(Fields fields, Place place) {
        Fields match = fields.value(Schema.MATCH);
        if (match == null || match.broken()) {
            return null;
        }
        if (match.isEmpty()) {
            String keys = Texts.list(Key.names(Schema.MATCH_SECTION.keys()));
            problems.add(fields.place(Schema.MATCH, place), "says nothing", "at least one of " + keys);
        }
        Located<String> library = match.find(Schema.LIBRARY);
        if (library != null && !builtIns.libraries().contains(library.value())) {
            problems.addUnknown(library.place(), "library", library.value(), builtIns.libraries());
        }
        return new Match(
                match.value(Schema.LIBRARY),
                match.value(Schema.INSTANCE_NAME),
                match.value(Schema.TYPE),
                match.value(Schema.FIELD),
                match.value(Schema.BEAN));
    }

    private void checkWay(Fields fields, Place place) {
        List<String> ways = new ArrayList<>();
        for (Key<?> way : List.of(Schema.MATCH, Schema.CREATE, Schema.SAME_CLIENT_AS)) {
            if (fields.has(way)) {
                ways.add(way.name());
            }
        }
        if (ways.isEmpty()) {
            problems.add(place, "says neither which instances are meant nor how one is made", ONE_WAY);
        } else if (ways.size() > 1) {
            problems.add(place, "has " + String.join(" and ", ways), ONE_WAY);
        }
        if (fields.has(Schema.SAME_CLIENT_AS) && !fields.has(Schema.REQUEST_NAME)) {
            Place missing = place.missing(Schema.REQUEST_NAME.name());
            problems.add(missing, "is missing", "the model name to ask that client for, such as gpt-4o-mini");
        } else if (fields.has(Schema.REQUEST_NAME) && !fields.has(Schema.SAME_CLIENT_AS)) {
            Place requestName = fields.place(Schema.REQUEST_NAME, place);
            problems.add(requestName, "has no meaning without same-client-as", "request-name beside same-client-as");
        }
    }

    private void checkReplicas(Fields fields, Place place) {
        boolean created = fields.has(Schema.CREATE);
        if (created || fields.has(Schema.SAME_CLIENT_AS)) {
            // What is created can be created again (then: scale); a client is asked for another model only once.
            for (Key<?> key : created ? List.<Key<?>>of(Schema.HOLD) : List.of(Schema.NODES, Schema.MAX, Schema.HOLD)) {
                if (fields.has(key) && !fields.has(Schema.MATCH)) {
                    problems.add(fields.place(key, place), "has no meaning without match", "this key beside match");
                }
            }
            if (!created) {
                return;
            }
        }
        Located<Integer> max = fields.find(Schema.MAX);
        boolean one = "one".equals(fields.value(Schema.NODES));
        if (max != null && max.value() > 1 && one) {
            boolean said = fields.has(Schema.NODES);
            String found = "found " + max.value() + (said ? " with nodes: one" : " where nodes is one by default");
            problems.add(max.place(), found, "1, or nodes: many");
        }
    }

    private void checkSameMatch(ModelConfig model, Place place, List<ModelConfig> matched) {
        Match match = model.match();
        if (match == null) {
            return;
        }
        for (ModelConfig other : matched) {
            if (same(match, other.match())) {
                String found = "is the same as that of the model " + Texts.quote(other.name());
                problems.add(place, found, "each instance in one model only");
                return;
            }
        }
        matched.add(model);
    }

    /** Not the record's own equals: that one is linked when first called, which costs the host's start milliseconds. */
    private static boolean same(Match a, @Nullable Match b) {
        return b != null
                && Objects.equals(a.library(), b.library())
                && Objects.equals(a.name(), b.name())
                && Objects.equals(a.type(), b.type())
                && Objects.equals(a.field(), b.field())
                && Objects.equals(a.bean(), b.bean());
    }

    private void checkSameClient(String name, Located<Fields> entry, Map<String, ModelConfig> bound) {
        Located<String> client = entry.value().find(Schema.SAME_CLIENT_AS);
        if (client == null) {
            return;
        }
        String allowed = "a model that has a client of its own";
        if (!models.containsKey(client.value())) {
            problems.addUnknown(client.place(), "model", client.value(), models.keySet());
            return;
        }
        ModelConfig owner = bound.get(client.value());
        if (client.value().equals(name)) {
            problems.add(client.place(), "names the model itself", allowed);
        } else if (owner != null && owner.sameClientAs() != null) {
            String found =
                    "names " + Texts.quote(owner.name()) + ", which is itself same-client-as " + owner.sameClientAs();
            problems.add(client.place(), found, allowed);
        } else if (owner != null && owner.match() != null) {
            String library = owner.match().library();
            if (library != null
                    && builtIns.libraries().contains(library)
                    && !builtIns.requestNaming().contains(library)) {
                String found = "names " + Texts.quote(owner.name()) + ", a model of " + library;
                problems.add(client.place(), found, "a model of " + Texts.list(builtIns.requestNaming()));
            }
        }
    }
}
