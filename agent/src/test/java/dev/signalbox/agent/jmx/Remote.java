package dev.signalbox.agent.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.hardware.HardwareSnapshot;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.World;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerConnection;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/** An engine with the models large and small, its beans in an MBeanServer, and clients connected over RMI. */
final class Remote implements AutoCloseable {
    final World world;
    final Switchboard switchboard = new Switchboard();
    final MBeanServer beans = MBeanServerFactory.newMBeanServer();
    final Registrar registrar;
    final TestModel large;
    final TestModel small;
    private final JMXConnectorServer connectors;
    private final List<JMXConnector> clients = new ArrayList<>();
    final MBeanServerConnection client;

    /** Anybody may connect. */
    Remote() throws Exception {
        this(Map.of(), null);
    }

    /** Who may connect is said by the connector's environment. */
    Remote(Map<String, ?> environment, String @Nullable [] credentials) throws Exception {
        world = new World(1, config());
        registrar = new Registrar(beans, world.engine, world.time, switchboard, () -> HardwareSnapshot.NONE);
        large = world.model("large", null);
        small = world.model("small", null);
        world.engine.tick();
        assertThat(registrar.start()).isTrue();
        String loopback = InetAddress.getLoopbackAddress().getHostAddress();
        connectors = JMXConnectorServerFactory.newJMXConnectorServer(
                new JMXServiceURL("rmi", loopback, 0), environment, beans);
        connectors.start();
        client = connect(credentials);
    }

    static SignalboxConfig config() {
        return World.config(RetryConfig.NONE, "large", "small");
    }

    @SuppressWarnings("BanJNDI") // the address is our own server's stub, not a JNDI name
    MBeanServerConnection connect(String @Nullable [] credentials) throws Exception {
        Map<String, Object> environment =
                credentials == null ? Map.of() : Map.of(JMXConnector.CREDENTIALS, credentials);
        JMXConnector connector = JMXConnectorFactory.connect(connectors.getAddress(), environment);
        clients.add(connector);
        return connector.getMBeanServerConnection();
    }

    /** One call of the application, on the large model. */
    Object call() {
        try {
            return String.valueOf(large.ask("q"));
        } catch (Throwable e) {
            return e;
        }
    }

    @SuppressWarnings("unchecked")
    <T> T read(ObjectName bean, String attribute) throws Exception {
        return (T) client.getAttribute(bean, attribute);
    }

    /** Invokes an operation as JConsole does. */
    @Nullable
    Object invoke(ObjectName bean, String operation, @Nullable Object... arguments) throws Exception {
        return invoke(client, bean, operation, arguments);
    }

    static @Nullable Object invoke(
            MBeanServerConnection client, ObjectName bean, String operation, @Nullable Object... arguments)
            throws JMException, java.io.IOException {
        String[] signature = new String[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            signature[i] = type(arguments[i]);
        }
        return client.invoke(bean, operation, arguments, signature);
    }

    private static String type(@Nullable Object argument) {
        if (argument instanceof Boolean) {
            return "boolean";
        }
        return argument instanceof Double ? "double" : String.class.getName();
    }

    /** Ends all, and holds the registrar to leaving nothing behind. */
    @Override
    public void close() throws Exception {
        for (JMXConnector c : clients) {
            c.close();
        }
        connectors.stop();
        registrar.close();
        assertThat(beans.queryNames(new ObjectName("signalbox*:*"), null)).isEmpty();
    }
}
