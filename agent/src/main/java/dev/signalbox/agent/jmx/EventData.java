package dev.signalbox.agent.jmx;

import dev.signalbox.core.control.EventInfo;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;

/** An event as open data: the same fields that the attribute {@code Events} shows. */
final class EventData {
    private static final String[] FIELDS = {"sequence", "timeMillis", "type", "source", "from", "to", "reason"};
    private static final String[] TEXTS = {
        "counts from 1",
        "when, in milliseconds since the Unix epoch",
        "the kind of change",
        "the route, chain, node or model that changed, or agent",
        "the state before",
        "the state after",
        "why, in words"
    };
    private static final OpenType<?>[] TYPES = {
        SimpleType.LONG,
        SimpleType.LONG,
        SimpleType.STRING,
        SimpleType.STRING,
        SimpleType.STRING,
        SimpleType.STRING,
        SimpleType.STRING
    };

    private EventData() {}

    /** The event's fields. */
    static CompositeData of(EventInfo event) {
        Object[] values = {
            event.sequence(), event.timeMillis(), event.type(), event.source(), event.from(), event.to(), event.reason()
        };
        try {
            CompositeType type = new CompositeType(EventInfo.class.getName(), "A state change", FIELDS, TEXTS, TYPES);
            return new CompositeDataSupport(type, FIELDS, values);
        } catch (OpenDataException e) {
            throw new IllegalStateException("an event does not fit its own type: " + event, e);
        }
    }
}
