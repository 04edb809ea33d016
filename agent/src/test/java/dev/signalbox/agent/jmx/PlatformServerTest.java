package dev.signalbox.agent.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.Test;

/** The platform server is found as soon as it is there, made only when its time has come, and not mistaken. */
class PlatformServerTest {
    private static final OptionalLong NOT_BEGUN = OptionalLong.empty();
    private final List<MBeanServer> servers = new ArrayList<>();
    private final MBeanServer platform = like("DefaultDomain");
    private int created;
    private final PlatformServer locator = new PlatformServer(() -> servers, () -> {
        created++;
        servers.add(platform);
        return platform;
    });

    /** A server that carries the JVM's own beans. */
    private static MBeanServer like(String domain) {
        MBeanServer server = MBeanServerFactory.newMBeanServer(domain);
        try {
            server.registerMBean(
                    new StandardMBean(
                            ManagementFactory.getRuntimeMXBean(), java.lang.management.RuntimeMXBean.class, true),
                    new ObjectName("java.lang:type=Runtime"));
        } catch (javax.management.JMException e) {
            throw new AssertionError(e);
        }
        return server;
    }

    private static long seconds(double s) {
        return (long) (s * TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void isNeverMadeBeforeMainHasBegun() {
        assertThat(locator.poll(seconds(3600), NOT_BEGUN)).isNull();
        assertThat(created).isZero();
    }

    @Test
    void isMadeOnceTheWaitIsOver() {
        long begun = seconds(100);
        assertThat(locator.poll(begun + seconds(1.99), OptionalLong.of(begun))).isNull();
        assertThat(created).isZero();
        assertThat(locator.poll(begun + seconds(2), OptionalLong.of(begun))).isSameAs(platform);
        assertThat(created).isEqualTo(1);
        assertThat(locator.poll(begun + seconds(3), OptionalLong.of(begun))).isSameAs(platform);
        assertThat(created).isEqualTo(1);
    }

    @Test
    void oneThatTheApplicationMadeIsTakenAtOnce() {
        servers.add(platform);
        assertThat(locator.poll(0, NOT_BEGUN)).isSameAs(platform);
        assertThat(created).isZero();
    }

    @Test
    void aPrivateServerIsNotTaken() {
        servers.add(MBeanServerFactory.newMBeanServer("DefaultDomain"));
        assertThat(locator.poll(0, NOT_BEGUN)).isNull();
        servers.add(platform);
        assertThat(locator.poll(0, NOT_BEGUN)).isSameAs(platform);
    }

    @Test
    void aPrivateServerWithCopiesOfTheJvmsBeansIsNotTaken() {
        servers.add(like("com.example.appserver"));
        servers.add(platform);
        assertThat(locator.poll(0, NOT_BEGUN)).isSameAs(platform);
    }

    @Test
    void oneThatCannotBeMadeIsTriedOnceAndStillLookedFor() {
        PlatformServer unlucky = new PlatformServer(() -> servers, () -> {
            created++;
            throw new IllegalStateException("no such builder");
        });
        assertThat(unlucky.poll(seconds(2), OptionalLong.of(0))).isNull();
        assertThat(unlucky.poll(seconds(3), OptionalLong.of(0))).isNull();
        assertThat(created).isEqualTo(1);
        servers.add(platform);
        assertThat(unlucky.poll(seconds(4), OptionalLong.of(0))).isSameAs(platform);
    }

    @Test
    void thisJvmsPlatformServerIsFound() {
        MBeanServer real = ManagementFactory.getPlatformMBeanServer();
        assertThat(new PlatformServer().poll(0, NOT_BEGUN)).isSameAs(real);
    }
}
