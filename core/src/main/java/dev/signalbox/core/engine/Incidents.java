package dev.signalbox.core.engine;

import dev.signalbox.core.recovery.Incident;
import dev.signalbox.core.recovery.RecoveryAction;
import dev.signalbox.core.recovery.RecoveryJournal;
import dev.signalbox.core.recovery.RecoveryStatus;
import dev.signalbox.core.recovery.RecoveryType;
import dev.signalbox.core.recovery.Severity;
import dev.signalbox.core.recovery.SuccessEstimate;
import dev.signalbox.core.time.TimeSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Begins, changes and ends incidents, tells of each change, and learns from them. The engine's lock guards it. */
final class Incidents {
    private final RecoveryJournal journal = new RecoveryJournal();
    private final Map<String, SuccessEstimate> estimates = new TreeMap<>();
    private final Events events;
    private final TimeSource time;

    Incidents(Events events, TimeSource time) {
        this.events = events;
        this.time = time;
    }

    RecoveryJournal journal() {
        return journal;
    }

    /** An incident's key: what is in trouble, and what is done about it. */
    static String key(String kind, String subject) {
        return kind + " " + subject;
    }

    /**
     * Begins an incident, or changes it where it goes on; tells where that is news.
     *
     * @param scope the route or model for which the action's success is learned
     */
    Incident goesOn(
            String key,
            RecoveryType type,
            String subject,
            String scope,
            RecoveryAction action,
            RecoveryStatus status,
            Severity severity,
            String note) {
        Incident incident = journal.find(key);
        String before = incident == null ? "" : incident.status().word();
        if (incident == null) {
            incident = journal.begin(key, type, subject, severity, status, action);
        }
        incident.act(action, probability(scope, action.word()));
        if (incident.change(time.wallMillis(), status, severity, note)) {
            tell(incident, before, note);
        }
        return incident;
    }

    /** Adds a step to an incident that changes nothing else, and tells it. */
    void step(String key, String note) {
        Incident incident = journal.find(key);
        if (incident != null) {
            incident.note(time.wallMillis(), note);
            tell(incident, incident.status().word(), note);
        }
    }

    /** Ends an incident, if it goes on. */
    void end(String key, RecoveryStatus status, String note) {
        Incident incident = journal.find(key);
        if (incident != null) {
            String before = incident.status().word();
            incident.change(time.wallMillis(), status, incident.severity(), note);
            tell(incident, before, note);
            journal.end(key);
        }
    }

    /** Ends the incidents of a kind whose subject is gone. */
    void endGone(String kind, Predicate<String> isThere, String note) {
        for (String key : journal.openKeys()) {
            Incident incident = journal.find(key);
            if (incident != null && key.equals(key(kind, incident.subject())) && !isThere.test(incident.subject())) {
                end(key, RecoveryStatus.FAILED, note);
            }
        }
    }

    /** Learns how an action does for a route or model. */
    void learn(String scope, String action, long succeeded, long failed) {
        if (succeeded > 0 || failed > 0) {
            long now = time.nanoTime();
            estimates
                    .computeIfAbsent(scope + "/" + action, k -> new SuccessEstimate(now))
                    .learn(now, succeeded, failed);
        }
    }

    /** How likely each action is to succeed, by {@code route/action} or {@code model/action}. */
    Map<String, Double> probabilities() {
        long now = time.nanoTime();
        Map<String, Double> all = new TreeMap<>();
        estimates.forEach((key, estimate) -> all.put(key, estimate.probability(now)));
        return all;
    }

    /** Forgets what was learned of routes and models that are gone. */
    void forget(Topology topology) {
        estimates.keySet().removeIf(key -> {
            String scope = key.substring(0, key.lastIndexOf('/'));
            return !topology.routes().containsKey(scope) && !topology.models().containsKey(scope);
        });
    }

    private double probability(String scope, String action) {
        @Nullable SuccessEstimate known = estimates.get(scope + "/" + action);
        return known == null ? new SuccessEstimate(0).probability(0) : known.probability(time.nanoTime());
    }

    private void tell(Incident incident, String before, String note) {
        events.note(
                Events.RECOVERY,
                incident.subject(),
                before,
                incident.status().word(),
                incident.severity().word() + ", " + incident.action().word() + ": " + note);
    }
}
