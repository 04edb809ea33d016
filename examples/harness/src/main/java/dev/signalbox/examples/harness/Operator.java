package dev.signalbox.examples.harness;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.signalbox.core.control.AgentMXBean;
import dev.signalbox.core.control.Names;
import dev.signalbox.core.control.RouteMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.stream.Collectors;
import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The operator at the JMX console of one JVM, connected by its process id as JConsole is. */
final class Operator implements AutoCloseable {
    private final JMXConnector connector;
    private final MBeanServerConnection connection;

    private Operator(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.connection = connector.getMBeanServerConnection();
    }

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

    /** Whether all routes found their models in time. With a config that is refused they never will. */
    boolean sawActive(Collection<String> routes, Duration limit) throws InterruptedException {
        return Patience.until(() -> routes.stream().allMatch(this::isActive) || isConfigRefused(), limit)
                && !isConfigRefused();
    }

    AgentMXBean agent() {
        return JMX.newMXBeanProxy(connection, Names.agent(), AgentMXBean.class);
    }

    RouteMXBean route(String name) {
        return JMX.newMXBeanProxy(connection, Names.route(name), RouteMXBean.class);
    }

    boolean isActive(String route) {
        return isRegistered(Names.route(route)) && route(route).getState().equals("active");
    }

    /** Why not everything is as it should be, for people. */
    String state(Collection<String> routes) {
        if (!isRegistered(Names.agent())) {
            return "the agent shows no beans";
        }
        String told = routes.stream()
                .filter(route -> isRegistered(Names.route(route)))
                .map(route -> route + ": " + route(route).getStateReason())
                .collect(Collectors.joining("; "));
        return "agent " + agent().getState() + ' ' + agent().getConfigProblems() + "; " + told + "; instances "
                + agent().getInstances() + "; advice " + agent().getAdvice();
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }

    private boolean isConfigRefused() {
        return isRegistered(Names.agent()) && !agent().getConfigProblems().isEmpty();
    }

    private boolean isRegistered(ObjectName name) {
        try {
            return connection.isRegistered(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
