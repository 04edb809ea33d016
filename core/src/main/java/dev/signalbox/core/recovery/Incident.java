package dev.signalbox.core.recovery;

import java.util.ArrayList;
import java.util.List;

/** An incident as it goes on; {@link RecoveryJournal} keeps it. One thread at a time. */
public final class Incident {
    private static final int MOST_CHANGES = 16;

    private final long id;
    private final RecoveryType type;
    private final String subject;
    private final List<StateChange> history = new ArrayList<>();
    private Severity severity;
    private RecoveryStatus status;
    private RecoveryAction action;
    private double successProbability = Double.NaN;
    private Tally tally = Tally.NONE;

    Incident(
            long id,
            RecoveryType type,
            String subject,
            Severity severity,
            RecoveryStatus status,
            RecoveryAction action) {
        this.id = id;
        this.type = type;
        this.subject = subject;
        this.severity = severity;
        this.status = status;
        this.action = action;
    }

    /** What is in trouble. */
    public String subject() {
        return subject;
    }

    /** How bad it is. */
    public Severity severity() {
        return severity;
    }

    /** Where its action stands. */
    public RecoveryStatus status() {
        return status;
    }

    /** What is done about it. */
    public RecoveryAction action() {
        return action;
    }

    /** What became of the calls meanwhile. */
    public Tally tally() {
        return tally;
    }

    /** Says what is done about it now, and how likely that is to succeed. */
    public void act(RecoveryAction next, double probability) {
        action = next;
        successProbability = probability;
    }

    /** Says what became of the calls since it began. */
    public void count(Tally sinceBegin) {
        tally = sinceBegin;
    }

    /**
     * Changes status or severity; a severity never falls.
     *
     * @return whether anything changed
     */
    public boolean change(long timeMillis, RecoveryStatus next, Severity worst, String note) {
        Severity worse = worst.compareTo(severity) > 0 ? worst : severity;
        if (!history.isEmpty() && next == status && worse == severity) {
            return false;
        }
        status = next;
        severity = worse;
        note(timeMillis, note);
        return true;
    }

    /** Adds a step to its history that changes nothing else. */
    public void note(long timeMillis, String note) {
        if (history.size() == MOST_CHANGES) {
            history.remove(1); // how it began stays
        }
        history.add(new StateChange(timeMillis, status, severity, note));
    }

    ErrorRecovery snapshot() {
        return new ErrorRecovery(
                id, type, severity, action, successProbability, status, subject, tally, List.copyOf(history));
    }
}
