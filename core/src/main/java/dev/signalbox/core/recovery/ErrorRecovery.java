package dev.signalbox.core.recovery;

import java.util.List;

/**
 * One incident: what was in trouble, what was done about it, and what came of that.
 *
 * @param id counts from 1
 * @param type what it is about
 * @param severity how bad it was at its worst
 * @param action what is, or was, done
 * @param successProbability how likely the action is to succeed, as learned when the incident last changed, 0 to 1
 * @param status where the action stands
 * @param subject the route, chain ({@code chat/large}), node or model in trouble
 * @param tally what became of the route's calls meanwhile; zeros where it is not about a route's calls
 * @param history its changes, oldest first; the first, and the last 15
 */
public record ErrorRecovery(
        long id,
        RecoveryType type,
        Severity severity,
        RecoveryAction action,
        double successProbability,
        RecoveryStatus status,
        String subject,
        Tally tally,
        List<StateChange> history) {
    /** When it began, in milliseconds since the Unix epoch. */
    public long beganMillis() {
        return history.get(0).timeMillis();
    }

    /** Its last change. */
    public StateChange last() {
        return history.get(history.size() - 1);
    }
}
