package dev.signalbox.console.connect;

import dev.signalbox.console.ConsoleException;
import dev.signalbox.core.control.AgentMXBean;
import dev.signalbox.core.control.HardwareMXBean;
import dev.signalbox.core.control.Names;
import dev.signalbox.core.control.RecoveryMXBean;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A JMX connection to one JVM, and the agent's beans there. */
public final class Connection implements AutoCloseable {
    private final String target;
    private final JMXConnector connector;
    private final MBeanServerConnection server;

    private Connection(String target, JMXConnector connector) throws IOException {
        this.target = target;
        this.connector = connector;
        this.server = connector.getMBeanServerConnection();
    }

    /** Connects; {@code target} is how the JVM is called in messages. */
    @SuppressWarnings("BanJNDI") // the address is typed by the operator, who may connect to what they like
    public static Connection open(String target, String address, Credentials credentials) throws IOException {
        Map<String, Object> environment = new HashMap<>(credentials.environment());
        // Ours looks after itself: each exchange has a time limit, and watch asks for a sign of life.
        environment.put("jmx.remote.x.client.connection.check.period", 0L);
        try {
            return new Connection(target, JMXConnectorFactory.connect(new JMXServiceURL(address), environment));
        } catch (SecurityException e) {
            String hint = credentials.user() == null
                    ? "name a user with --user, and give the password in --password-file or SIGNALBOX_PASSWORD"
                    : "is the password in --password-file or SIGNALBOX_PASSWORD the one of user '" + credentials.user()
                            + "'?";
            throw ConsoleException.noConnection(
                    "cannot log in to " + target + ": " + Failures.text(Failures.innermost(e)), hint, e);
        } catch (IOException e) {
            throw ConsoleException.noConnection(
                    "cannot connect to " + target + ": " + Failures.text(Failures.innermost(e)),
                    "is the JVM running, is this its JMX port, and can it be reached from here?",
                    e);
        }
    }

    /** How the JVM is called in messages. */
    public String target() {
        return target;
    }

    /** Whether the agent's bean is registered there. */
    public boolean carriesAgent() throws IOException {
        return server.isRegistered(Names.agent());
    }

    /** The agent, as it is now. */
    public AgentMXBean agent() {
        return BeanView.of(AgentMXBean.class, server, Names.agent());
    }

    /** The hardware, as it is now; absent where the agent does not tell it (yet). */
    public Optional<HardwareMXBean> hardware() {
        return BeanView.find(HardwareMXBean.class, server, Names.hardware());
    }

    /** The incidents and conditions, as they are now; absent where the agent keeps none. */
    public Optional<RecoveryMXBean> recovery() {
        return BeanView.find(RecoveryMXBean.class, server, Names.recovery());
    }

    /** One bean, as it is now. */
    public <T> T bean(Class<T> type, ObjectName name) {
        return BeanView.of(type, server, name);
    }

    /** All beans of an interface such as {@code RouteMXBean}, as they are now, in the order of their names. */
    public <T> List<T> beans(Class<T> type) throws IOException {
        return names(type).stream()
                .flatMap(name -> BeanView.find(type, server, name).stream())
                .toList();
    }

    /** The names of all beans of an interface such as {@code RouteMXBean}. */
    public List<ObjectName> names(Class<?> type) throws IOException {
        String kind = type.getSimpleName().replace("MXBean", "");
        return server.queryNames(ObjectNames.pattern(kind), null).stream()
                .sorted()
                .toList();
    }

    /** The connection itself, for subscriptions. */
    public JMXConnector connector() {
        return connector;
    }

    /** The server's side, for subscriptions. */
    public MBeanServerConnection server() {
        return server;
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            // The other side is gone: nothing is left to close.
        }
    }
}
