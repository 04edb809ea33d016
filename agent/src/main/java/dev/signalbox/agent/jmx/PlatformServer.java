package dev.signalbox.agent.jmx;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the platform MBeanServer without being the first to ask for it.
 *
 * <p>Making it fixes the JVM's log manager, and app servers choose its builder in their own start. So the daemon thread polls
 * for one that the application made, and makes it only once the application's main has been running for a while.
 */
public final class PlatformServer {
    /** How long the application's main is given to make the server itself. */
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final Logger LOG = LoggerFactory.getLogger(PlatformServer.class);
    private static final String PLATFORM_DOMAIN = "DefaultDomain";
    private static final ObjectName RUNTIME = runtime();

    private final Supplier<List<MBeanServer>> find;
    private final Supplier<MBeanServer> create;
    private boolean failed;

    /** The locator of this JVM's platform server. */
    public PlatformServer() {
        this(() -> MBeanServerFactory.findMBeanServer(null), ManagementFactory::getPlatformMBeanServer);
    }

    PlatformServer(Supplier<List<MBeanServer>> find, Supplier<MBeanServer> create) {
        this.find = find;
        this.create = create;
    }

    /**
     * Looks once.
     *
     * @param nowNanos the present, on a monotonic clock
     * @param mainBegunNanos when the application's main was seen to run, on the same clock; empty where it does not run yet
     * @return the server, or null: look again later
     */
    public @Nullable MBeanServer poll(long nowNanos, OptionalLong mainBegunNanos) {
        MBeanServer found = platformAmong(find.get());
        if (found != null) {
            return found;
        }
        return !failed && isPatienceOver(nowNanos, mainBegunNanos) ? made() : null;
    }

    private @Nullable MBeanServer made() {
        try {
            return create.get();
        } catch (RuntimeException | LinkageError e) {
            // A builder that the host named wrongly, say. The host will meet it too; we only look from now on.
            failed = true;
            LOG.warn("the platform MBeanServer could not be made, so nothing shows in JMX", e);
            return null;
        }
    }

    /** Whether the application had its time to make the server. */
    static boolean isPatienceOver(long nowNanos, OptionalLong mainBegunNanos) {
        return mainBegunNanos.isPresent() && nowNanos - mainBegunNanos.getAsLong() >= PATIENCE_NANOS;
    }

    /**
     * The platform server among those of the JVM: it carries the JVM's own beans. An app server's private one may carry
     * copies of them, so the platform's usual domain decides; null where none carries them (yet).
     */
    static @Nullable MBeanServer platformAmong(List<MBeanServer> servers) {
        MBeanServer platform = null;
        for (MBeanServer server : servers) {
            if (server.isRegistered(RUNTIME) && (platform == null || (!isUsual(platform) && isUsual(server)))) {
                platform = server;
            }
        }
        return platform;
    }

    private static boolean isUsual(MBeanServer server) {
        return PLATFORM_DOMAIN.equals(server.getDefaultDomain());
    }

    private static ObjectName runtime() {
        try {
            return new ObjectName(ManagementFactory.RUNTIME_MXBEAN_NAME);
        } catch (MalformedObjectNameException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
