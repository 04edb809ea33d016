package dev.signalbox.console.connect;

import dev.signalbox.core.control.EventInfo;
import dev.signalbox.core.control.Names;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.InstanceNotFoundException;
import javax.management.Notification;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnectionNotification;
import org.jspecify.annotations.Nullable;

/** A subscription to the agent's state changes. */
public final class Events {
    private final BlockingQueue<Item> queue = new LinkedBlockingQueue<>();

    /** What arrives. */
    public sealed interface Item {}

    /** A state change, and the agent's own sentence about it. */
    public record Event(EventInfo info, String message) implements Item {}

    /** Some state changes were not delivered: they came faster than they could be fetched. */
    public record Missed(String message) implements Item {}

    /** The connection is gone. */
    public record Lost(String message) implements Item {}

    private Events() {}

    /** Subscribes. */
    public static Events of(Connection connection) throws Exception {
        Events events = new Events();
        connection.connector().addConnectionNotificationListener((n, handback) -> events.connection(n), null, null);
        try {
            connection.server().addNotificationListener(Names.agent(), (n, handback) -> events.agent(n), null, null);
        } catch (InstanceNotFoundException e) {
            throw Failures.explain(connection.target(), e);
        }
        return events;
    }

    /** The next item, or null where none came in that time. */
    public @Nullable Item next(long millis) throws InterruptedException {
        return queue.poll(millis, TimeUnit.MILLISECONDS);
    }

    private void agent(Notification n) {
        String message = n.getMessage() == null ? "" : n.getMessage();
        EventInfo info = n.getUserData() instanceof CompositeData data
                ? OpenValues.record(EventInfo.class, data)
                : new EventInfo(n.getSequenceNumber(), n.getTimeStamp(), n.getType(), "agent", "", "", message);
        queue.add(new Event(info, message));
    }

    private void connection(Notification n) {
        String message = n.getMessage() == null ? n.getType() : n.getMessage();
        switch (n.getType()) {
            case JMXConnectionNotification.NOTIFS_LOST -> queue.add(new Missed(message));
            case JMXConnectionNotification.CLOSED, JMXConnectionNotification.FAILED -> queue.add(new Lost(message));
            default -> {
                // Opened: of no interest here.
            }
        }
    }
}
