package dev.signalbox.examples.quickstart.demo;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.signalbox.core.control.AgentMXBean;
import dev.signalbox.core.control.ChainMXBean;
import dev.signalbox.core.control.Names;
import dev.signalbox.core.control.RouteMXBean;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The operator at the JMX console of one JVM: reads the beans and throws the switches, as JConsole does. */
final class Operator implements AutoCloseable {
    private final JMXConnector connector;
    private final MBeanServerConnection connection;

    private Operator(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.connection = connector.getMBeanServerConnection();
    }

    /** Connects to a JVM of this machine by its process id, the way JConsole does: no port, no flags. */
    @SuppressWarnings("BanJNDI") // the address comes from the JVM that we attached to, not from a user
    static Operator attach(long pid) throws IOException {
        String address;
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            address = machine.startLocalManagementAgent();
            machine.detach();
        } catch (AttachNotSupportedException e) {
            throw new IOException("cannot attach to process " + pid, e);
        }
        return new Operator(JMXConnectorFactory.connect(new JMXServiceURL(address)));
    }

    /** Waits until both routes have found their models. */
    void awaitRoutes(Duration limit) throws InterruptedException {
        boolean active = Patience.until(() -> Arrays.stream(Kind.values()).allMatch(this::isActive), limit);
        if (!active) {
            throw new IllegalStateException("the routes are not active after " + limit.toSeconds() + " s: " + state());
        }
    }

    AgentMXBean agent() {
        return JMX.newMXBeanProxy(connection, Names.agent(), AgentMXBean.class);
    }

    RouteMXBean route(Kind kind) {
        return JMX.newMXBeanProxy(connection, Names.route(kind.route()), RouteMXBean.class);
    }

    ChainMXBean chain(Kind kind, String chain) {
        return JMX.newMXBeanProxy(connection, Names.chain(kind.route(), chain), ChainMXBean.class);
    }

    /** Attempts that failed inside the models, of both routes. */
    long attemptFailures() {
        return Arrays.stream(Kind.values())
                .mapToLong(kind -> route(kind).getAttemptFailures())
                .sum();
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }

    private boolean isActive(Kind kind) {
        return isRegistered(Names.route(kind.route()))
                && kind.chains().stream().allMatch(chain -> isRegistered(Names.chain(kind.route(), chain)))
                && route(kind).getState().equals("active");
    }

    private boolean isRegistered(ObjectName name) {
        try {
            return connection.isRegistered(name);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String state() {
        if (!isRegistered(Names.agent())) {
            return "the agent shows no beans";
        }
        StringBuilder text = new StringBuilder("agent " + agent().getState() + ' ' + agent().getConfigProblems());
        for (Kind kind : Kind.values()) {
            if (isRegistered(Names.route(kind.route()))) {
                text.append("; ")
                        .append(kind.route())
                        .append(": ")
                        .append(route(kind).getStateReason());
            }
        }
        return text + "; instances " + agent().getInstances() + "; advice " + agent().getAdvice();
    }
}
