package dev.signalbox.agent.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.control.Names;
import dev.signalbox.core.engine.Events;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestSite.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** State changes, and only they, come to remote listeners as notifications with open data. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a hang in RMI cannot be interrupted
class NotificationsTest {
    private Remote remote;
    private final BlockingQueue<Notification> heard = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() throws Exception {
        remote = new Remote();
    }

    @AfterEach
    void stop() throws Exception {
        remote.close();
    }

    private void listen(ObjectName bean) throws Exception {
        remote.client.addNotificationListener(bean, (n, handback) -> heard.add(n), null, null);
    }

    private List<Notification> next(int count) throws InterruptedException {
        List<Notification> all = new ArrayList<>();
        while (all.size() < count) {
            Notification n = heard.poll(20, TimeUnit.SECONDS);
            assertThat(n).as("notification %s of %s", all.size() + 1, count).isNotNull();
            all.add(n);
        }
        return all;
    }

    @Test
    void theAgentTellsACommandAndWhatFollowsFromIt() throws Exception {
        listen(Names.agent());
        for (int i = 0; i < 20; i++) {
            remote.call();
        }
        remote.invoke(Names.route("chat"), "failOver", "small", "", "because");
        List<Notification> two = next(2);
        assertThat(two).extracting(Notification::getType).containsExactly(Events.COMMAND, Events.FAILOVER);
        Notification failover = two.get(1);
        assertThat(failover.getSource()).isEqualTo(Names.agent());
        assertThat(failover.getMessage()).isEqualTo("chat: large -> small (forced by an operator: because)");
        assertThat(failover.getSequenceNumber()).isEqualTo(two.get(0).getSequenceNumber() + 1);
        assertThat(failover.getTimeStamp()).isEqualTo(remote.world.time.wallMillis());
        CompositeData data = (CompositeData) failover.getUserData();
        SelfDescriptionTest.open(data, "user data");
        assertThat(data.get("source")).isEqualTo("chat");
        assertThat(data.get("from")).isEqualTo("large");
        assertThat(data.get("to")).isEqualTo("small");
        assertThat(data.get("sequence")).isEqualTo(failover.getSequenceNumber());
    }

    @Test
    void userDataHasTheTypeOfTheAgentsEvents() throws Exception {
        listen(Names.agent());
        remote.invoke(Names.node("large", "large#0"), "drain");
        CompositeData told = (CompositeData) next(1).get(0).getUserData();
        CompositeData[] events = remote.read(Names.agent(), "Events");
        CompositeData shown = events[Math.toIntExact((long) told.get("sequence")) - 1];
        assertThat(told.getCompositeType().keySet())
                .isEqualTo(shown.getCompositeType().keySet());
        assertThat(told.getCompositeType().getTypeName())
                .isEqualTo(shown.getCompositeType().getTypeName());
        assertThat(List.<Object>copyOf(told.values())).isEqualTo(List.<Object>copyOf(shown.values()));
    }

    @Test
    void aNodeTellsItsOwnHealth() throws Exception {
        listen(Names.node("large", "large#0"));
        remote.large.does(q -> {
            throw new Fault(FailureClass.TRANSIENT, "down");
        });
        for (int i = 0; i < 6; i++) {
            assertThat(remote.call()).isEqualTo("small:q");
        }
        remote.world.pass(100, TimeUnit.MILLISECONDS);
        Notification health = next(1).get(0);
        assertThat(health.getType()).isEqualTo(Events.HEALTH);
        assertThat(health.getSource()).isEqualTo(Names.node("large", "large#0"));
        assertThat(health.getMessage()).isEqualTo("large#0: healthy -> failed (5 failures in a row)");
        remote.invoke(Names.node("small", "small#0"), "drain");
        remote.invoke(Names.node("large", "large#0"), "drain");
        assertThat(next(1).get(0).getMessage()).startsWith("large#0: serving -> drained");
    }

    @Test
    void kindsAreDeclared() throws Exception {
        assertThat(types(Names.agent()))
                .containsExactlyInAnyOrder(
                        Events.FAILOVER,
                        Events.FAILBACK,
                        Events.HEALTH,
                        Events.CONFIG,
                        Events.COMMAND,
                        Events.RECOVERY);
        assertThat(types(Names.recovery())).containsExactly(Events.RECOVERY);
        assertThat(types(Names.route("chat")))
                .containsExactlyInAnyOrder(Events.FAILOVER, Events.FAILBACK, Events.COMMAND);
        assertThat(types(Names.hardware())).isEmpty();
    }

    private List<String> types(ObjectName bean) throws Exception {
        List<String> types = new ArrayList<>();
        for (MBeanNotificationInfo info : remote.client.getMBeanInfo(bean).getNotifications()) {
            assertThat(info.getDescription()).contains("user data");
            types.addAll(Arrays.asList(info.getNotifTypes()));
        }
        return types;
    }

    @Test
    void aListenerThatHangsHoldsNobodyUp() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        NotificationListener hangs = (n, handback) -> {
            hanging.countDown();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        remote.beans.addNotificationListener(Names.agent(), hangs, null, null);
        remote.invoke(Names.route("chat"), "failOver", "small");
        assertThat(hanging.await(20, TimeUnit.SECONDS)).isTrue();
        remote.invoke(Names.route("chat"), "failBack");
        assertThat(remote.call()).isEqualTo("large:q");
        remote.world.pass(1, TimeUnit.SECONDS);
        over.countDown();
    }
}
