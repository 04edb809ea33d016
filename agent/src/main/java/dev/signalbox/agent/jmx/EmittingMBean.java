package dev.signalbox.agent.jmx;

import dev.signalbox.core.control.EventInfo;
import java.util.Arrays;
import java.util.List;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** A described bean that also tells state changes as notifications. */
final class EmittingMBean extends DescribedMBean implements NotificationEmitter {
    private final ObjectName name;
    private final List<EventKind> kinds;
    private final NotificationBroadcasterSupport listeners = new NotificationBroadcasterSupport();

    /** A bean that tells the given kinds of event. */
    <T> EmittingMBean(T implementation, Class<T> mxbean, ObjectName name, List<EventKind> kinds) {
        super(implementation, mxbean);
        this.name = name;
        this.kinds = kinds;
    }

    /** Tells an event to the listeners, on the calling thread. */
    void emit(EventInfo event) {
        if (kinds.stream().noneMatch(k -> k.type().equals(event.type()))) {
            return;
        }
        Notification notification =
                new Notification(event.type(), name, event.sequence(), event.timeMillis(), EventKind.words(event));
        notification.setUserData(EventData.of(event));
        listeners.sendNotification(notification);
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        MBeanInfo info = super.getMBeanInfo();
        return new MBeanInfo(
                info.getClassName(),
                info.getDescription(),
                info.getAttributes(),
                info.getConstructors(),
                info.getOperations(),
                getNotificationInfo(),
                info.getDescriptor());
    }

    @Override
    public MBeanNotificationInfo[] getNotificationInfo() {
        return kinds.stream()
                .map(k -> new MBeanNotificationInfo(
                        new String[] {k.type()}, Notification.class.getName(), k.description()))
                .toArray(MBeanNotificationInfo[]::new);
    }

    @Override
    public void addNotificationListener(
            NotificationListener listener, @Nullable NotificationFilter filter, @Nullable Object handback) {
        listeners.addNotificationListener(listener, filter, handback);
    }

    @Override
    public void removeNotificationListener(NotificationListener listener) throws ListenerNotFoundException {
        listeners.removeNotificationListener(listener);
    }

    @Override
    public void removeNotificationListener(
            NotificationListener listener, @Nullable NotificationFilter filter, @Nullable Object handback)
            throws ListenerNotFoundException {
        listeners.removeNotificationListener(listener, filter, handback);
    }

    @Override
    public String toString() {
        return name + " telling " + Arrays.toString(kinds.toArray());
    }
}
