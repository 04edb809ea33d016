package dev.signalbox.core.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the routes of what was read under {@code routes}; {@link RouteChecks} then says what contradicts itself there. */
final class RouteBinder {
    private final Set<String> modelNames;
    private final Set<String> siteNames;
    private final RouteChecks checks;
    private final RecoveryBinder recovery;
    private final RankingBinder ranking;
    private final Problems problems;

    /** @param modelNames also those of models that were refused: they are known, so a route may name them */
    RouteBinder(
            Set<String> modelNames,
            Map<String, ModelConfig> models,
            Set<String> ownSites,
            BuiltIns builtIns,
            Problems problems) {
        this.modelNames = modelNames;
        this.siteNames = new LinkedHashSet<>(builtIns.callSites().keySet());
        siteNames.addAll(ownSites);
        this.checks = new RouteChecks(models, builtIns, problems);
        this.recovery = new RecoveryBinder(models, problems);
        this.ranking = new RankingBinder(models, problems);
        this.problems = problems;
    }

    Map<String, RouteConfig> bind(Map<String, Located<Fields>> routes) {
        Map<String, RouteConfig> bound = new LinkedHashMap<>();
        for (Map.Entry<String, Located<Fields>> entry : routes.entrySet()) {
            if (!entry.getValue().value().broken()) {
                route(entry.getKey(), entry.getValue().value(), entry.getValue().place(), bound);
            }
        }
        return bound;
    }

    private void route(String name, Fields fields, Place place, Map<String, RouteConfig> bound) {
        List<String> sites = callSites(fields, place);
        List<Located<ChainConfig>> chains = chains(fields);
        Located<String> primary = fields.find(Schema.PRIMARY);
        Located<String> entry = fields.find(Schema.ENTRY);
        if (entry != null) {
            checkModel(entry);
        }
        RecoveryConfig recoveryConfig = recovery.bind(fields, chains);
        RankingConfig rankingConfig = ranking.bind(fields, place, chains);
        if (primary == null || sites.isEmpty()) {
            return; // told already
        }
        String entryModel = entry == null ? checks.entryOf(primary.value()) : entry.value();
        List<ChainConfig> plain = new ArrayList<>();
        for (Located<ChainConfig> chain : chains) {
            plain.add(chain.value());
        }
        RouteConfig route = new RouteConfig(
                name,
                List.copyOf(sites),
                entryModel,
                List.copyOf(plain),
                retry(fields),
                deadline(fields, place),
                recoveryConfig,
                new AllocationBinder(problems).ofRoute(fields),
                WishesBinder.bind(fields),
                rankingConfig);
        checks.check(route, chains, entry == null ? primary.place() : entry.place(), bound.values());
        bound.put(name, route);
    }

    private List<String> callSites(Fields fields, Place place) {
        List<String> names = new ArrayList<>();
        List<Located<String>> sites = fields.value(Schema.ROUTE_CALL_SITES);
        if (sites == null) {
            return names;
        }
        if (sites.isEmpty()) {
            problems.add(fields.place(Schema.ROUTE_CALL_SITES, place), "is empty", Texts.list(siteNames));
        }
        for (Located<String> site : sites) {
            if (!siteNames.contains(site.value())) {
                problems.addUnknown(site.place(), "call site", site.value(), siteNames);
            } else if (names.contains(site.value())) {
                problems.add(site.place(), "names " + Texts.quote(site.value()) + " again", "each call site once");
            } else {
                names.add(site.value());
            }
        }
        return names;
    }

    private List<Located<ChainConfig>> chains(Fields fields) {
        List<Located<ChainConfig>> chains = new ArrayList<>();
        Located<String> primary = fields.find(Schema.PRIMARY);
        if (primary != null) {
            checkModel(primary);
            chains.add(new Located<>(new ChainConfig(primary.value(), primary.value()), primary.place()));
        }
        for (Located<Fields> alternative : fields.value(Schema.ALTERNATIVES, List.of())) {
            Located<String> model = chainModel(alternative);
            if (model != null) {
                checkModel(model);
                Located<String> given = alternative.value().find(Schema.CHAIN_NAME);
                String name = given == null ? model.value() : given.value();
                Located<ChainConfig> chain = new Located<>(
                        new ChainConfig(name, model.value()), given == null ? model.place() : given.place());
                checkDistinct(chain, model.place(), chains);
                chains.add(chain);
            }
        }
        return chains;
    }

    private @Nullable Located<String> chainModel(Located<Fields> alternative) {
        Fields fields = alternative.value();
        if (fields.broken()) {
            return null;
        }
        if (fields.has(Schema.CHAIN_MODEL) == fields.has(Schema.STAGES)) {
            String found = fields.has(Schema.STAGES) ? "has model and stages" : "has neither model nor stages";
            problems.add(alternative.place(), found, "exactly one of model and stages");
            return null;
        }
        List<Located<Fields>> stages = fields.value(Schema.STAGES);
        if (stages == null) {
            return fields.find(Schema.CHAIN_MODEL);
        }
        if (stages.size() != 1) {
            Place place = fields.place(Schema.STAGES, alternative.place());
            String several = "a chain of several stages is planned but not part of this version";
            problems.add(place, stages.isEmpty() ? "is empty" : several, "one stage");
            return null;
        }
        return stages.get(0).value().find(Schema.STAGE_MODEL);
    }

    private void checkDistinct(Located<ChainConfig> chain, Place modelPlace, List<Located<ChainConfig>> chains) {
        for (Located<ChainConfig> other : chains) {
            if (other.value().model().equals(chain.value().model())) {
                String found = "the model " + Texts.quote(chain.value().model()) + " is in this route already";
                problems.add(modelPlace, found, "each model once");
                return;
            } else if (other.value().name().equals(chain.value().name())) {
                String found = "the name " + Texts.quote(chain.value().name()) + " is another chain's of this route";
                problems.add(chain.place(), found, "a name for each chain");
                return;
            }
        }
    }

    private void checkModel(Located<String> model) {
        if (!modelNames.contains(model.value())) {
            problems.addUnknown(model.place(), "model", model.value(), modelNames);
        }
    }

    private DeadlineConfig deadline(Fields fields, Place place) {
        Boolean interrupt = fields.value(Schema.INTERRUPT);
        if (interrupt != null && !fields.has(Schema.DEADLINE)) {
            problems.add(fields.place(Schema.INTERRUPT, place), "is given without deadline", "a deadline beside it");
        }
        Duration after = fields.value(Schema.DEADLINE);
        if (after == null) {
            return DeadlineConfig.NONE;
        }
        DeadlineConfig.Interrupts interrupts = interrupt == null
                ? DeadlineConfig.Interrupts.WHERE_SAFE
                : interrupt ? DeadlineConfig.Interrupts.ALWAYS : DeadlineConfig.Interrupts.NEVER;
        return new DeadlineConfig(after, interrupts);
    }

    private static RetryConfig retry(Fields fields) {
        Fields retry = fields.value(Schema.RETRY);
        if (retry == null) {
            return RetryConfig.NONE;
        }
        int attempts = retry.value(Schema.ATTEMPTS, RetryConfig.NONE.attempts());
        Duration backoff = retry.value(Schema.BACKOFF, RetryConfig.NONE.backoff());
        return new RetryConfig(attempts, backoff, retry.value(Schema.BUDGET, RetryConfig.NONE.budget()));
    }
}
