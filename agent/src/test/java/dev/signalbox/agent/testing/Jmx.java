package dev.signalbox.agent.testing;

import static java.lang.management.ManagementFactory.THREAD_MXBEAN_NAME;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.signalbox.core.control.AgentMXBean;
import dev.signalbox.core.control.ChainMXBean;
import dev.signalbox.core.control.Names;
import dev.signalbox.core.control.NodeMXBean;
import dev.signalbox.core.control.RouteMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.awaitility.Awaitility;

/** A child JVM's beans, reached as JConsole reaches those of a local process. */
public final class Jmx implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final JMXConnector connector;
    private final MBeanServerConnection server;

    private Jmx(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.server = connector.getMBeanServerConnection();
    }

    /** The beans of a process, once the agent has registered its own. */
    @SuppressWarnings("BanJNDI") // a local JVM of our own
    public static Jmx of(long pid) {
        try {
            VirtualMachine vm = VirtualMachine.attach(Long.toString(pid));
            String url = vm.startLocalManagementAgent();
            vm.detach();
            Jmx jmx = new Jmx(JMXConnectorFactory.connect(new JMXServiceURL(url)));
            jmx.await(Names.agent());
            return jmx;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AttachNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /** The connection itself. */
    public MBeanServerConnection server() {
        return server;
    }

    /** The agent's bean. */
    public AgentMXBean agent() {
        return JMX.newMXBeanProxy(server, Names.agent(), AgentMXBean.class);
    }

    /** A route's bean. */
    public RouteMXBean route(String name) {
        return bean(Names.route(name), RouteMXBean.class);
    }

    /** A chain's bean. */
    public ChainMXBean chain(String route, String name) {
        return bean(Names.chain(route, name), ChainMXBean.class);
    }

    /** The bean of a model's first node. */
    public NodeMXBean node(String model) {
        return bean(Names.node(model, model + "#0"), NodeMXBean.class);
    }

    /** Has the agent leave by its verb, and waits until no bean and no thread of it is there. */
    public void detachAgent() {
        agent().detach();
        await("no bean and no thread of ours", () -> {
            ThreadMXBean threads =
                    ManagementFactory.newPlatformMXBeanProxy(server, THREAD_MXBEAN_NAME, ThreadMXBean.class);
            return server.queryNames(new ObjectName("signalbox*:*"), null).isEmpty()
                    && Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                            .noneMatch(
                                    each -> each != null && each.getThreadName().startsWith("signalbox"));
        });
    }

    /** Waits until something is so. */
    public static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }

    private <T> T bean(ObjectName name, Class<T> type) {
        await(name);
        return JMX.newMXBeanProxy(server, name, type);
    }

    private void await(ObjectName name) {
        await(name.toString(), () -> server.isRegistered(name));
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            // The process may be gone already.
        }
    }
}
