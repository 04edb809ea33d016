package dev.signalbox.console.serving;

import dev.signalbox.core.control.EventInfo;
import java.util.ArrayList;
import java.util.List;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;

/** The events so far, each also sent as a notification. */
final class Journal extends NotificationBroadcasterSupport {
    private static final String[] ITEMS = {"sequence", "timeMillis", "type", "source", "from", "to", "reason"};

    private final List<EventInfo> events = new ArrayList<>();

    synchronized List<EventInfo> events() {
        return List.copyOf(events);
    }

    void add(String type, String source, String from, String to, String reason) {
        EventInfo event;
        synchronized (this) {
            event = new EventInfo(
                    events.size() + 1, System.currentTimeMillis(), "signalbox." + type, source, from, to, reason);
            events.add(event);
        }
        Notification n = new Notification(
                event.type(), "signalbox:type=Agent", event.sequence(), event.timeMillis(), source + ": " + reason);
        n.setUserData(composite(event));
        sendNotification(n);
    }

    private static CompositeDataSupport composite(EventInfo e) {
        SimpleType<?> s = SimpleType.STRING;
        OpenType<?>[] types = {SimpleType.LONG, SimpleType.LONG, s, s, s, s, s};
        Object[] values = {e.sequence(), e.timeMillis(), e.type(), e.source(), e.from(), e.to(), e.reason()};
        try {
            return new CompositeDataSupport(
                    new CompositeType(EventInfo.class.getName(), "event", ITEMS, ITEMS, types), ITEMS, values);
        } catch (OpenDataException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
