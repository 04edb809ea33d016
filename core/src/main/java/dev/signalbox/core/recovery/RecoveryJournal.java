package dev.signalbox.core.recovery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The incidents: those that go on, of which each subject has one for each action at most, and the last 256 that ended. One thread
 * at a time.
 */
public final class RecoveryJournal {
    private static final int MOST_ENDED = 256;

    private final Map<String, Incident> open = new LinkedHashMap<>();
    private final Deque<ErrorRecovery> ended = new ArrayDeque<>();
    private final long[] endedBySeverity = new long[Severity.values().length];
    private final long[] endedByStatus = new long[RecoveryStatus.values().length];
    private long last;

    /** The incident that goes on under a key, or null. */
    public @Nullable Incident find(String key) {
        return open.get(key);
    }

    /** Begins an incident under a key under which none goes on. */
    public Incident begin(
            String key,
            RecoveryType type,
            String subject,
            Severity severity,
            RecoveryStatus status,
            RecoveryAction action) {
        Incident incident = new Incident(++last, type, subject, severity, status, action);
        open.put(key, incident);
        return incident;
    }

    /** Keeps an incident that has ended among the ended ones. */
    public void end(String key) {
        Incident incident = open.remove(key);
        if (incident == null) {
            return;
        }
        if (ended.size() == MOST_ENDED) {
            ended.removeFirst();
        }
        ended.addLast(incident.snapshot());
        endedBySeverity[incident.severity().ordinal()]++;
        endedByStatus[incident.status().ordinal()]++;
    }

    /** The keys of the incidents that go on. */
    public List<String> openKeys() {
        return List.copyOf(open.keySet());
    }

    /** All that are kept, in the order in which they began. */
    public List<ErrorRecovery> list() {
        List<ErrorRecovery> all = new ArrayList<>(ended);
        open.values().forEach(i -> all.add(i.snapshot()));
        all.sort((a, b) -> Long.compare(a.id(), b.id()));
        return all;
    }

    /** How many there were of a severity. */
    public long count(Severity severity) {
        return endedBySeverity[severity.ordinal()]
                + open.values().stream().filter(i -> i.severity() == severity).count();
    }

    /** How many there were, or are, of a status. */
    public long count(RecoveryStatus status) {
        return endedByStatus[status.ordinal()]
                + open.values().stream().filter(i -> i.status() == status).count();
    }
}
