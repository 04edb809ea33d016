package dev.signalbox.agent.jmx;

import dev.signalbox.core.control.EventInfo;
import dev.signalbox.core.engine.Events;

/** The kinds of state change that beans tell, with the text a console shows for each. */
enum EventKind {
    FAILOVER(Events.FAILOVER, "A route's calls go to another chain than its first"),
    FAILBACK(Events.FAILBACK, "A route's calls go to its first chain again"),
    HEALTH(Events.HEALTH, "A node's health changed"),
    CONFIG(Events.CONFIG, "A config was put in force or refused"),
    COMMAND(Events.COMMAND, "An operator used a verb, or a verb's time is over"),
    RECOVERY(Events.RECOVERY, "An incident began, changed or ended");

    private final String type;
    private final String description;

    EventKind(String type, String description) {
        this.type = type;
        this.description = description;
    }

    /** The notification's type. */
    String type() {
        return type;
    }

    /** What it tells. */
    String description() {
        return description + "; the user data is a composite of the event's fields";
    }

    /** An event as one line: {@code chat: large -> small (large#0: 5 failures in a row)}. */
    static String words(EventInfo event) {
        String change = event.from().isEmpty() ? event.to() : event.from() + " -> " + event.to();
        String reason = event.reason().isEmpty() ? "" : " (" + event.reason() + ")";
        return event.source() + ": " + (change.isBlank() ? event.type() : change.strip()) + reason;
    }
}
