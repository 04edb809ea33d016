package dev.signalbox.agent.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.control.Names;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JVM's own access rules: a reader reads everything and changes nothing; a writer's name goes into the journal. */
class AccessTest {
    private Remote remote;

    @BeforeEach
    void start(@TempDir Path dir) throws Exception {
        Path passwords = Files.writeString(dir.resolve("passwords"), "alice wonder\nbob builder\n");
        Path access = Files.writeString(dir.resolve("access"), "alice readwrite\nbob readonly\n");
        remote = new Remote(
                Map.of(
                        "jmx.remote.x.password.file", passwords.toString(),
                        "jmx.remote.x.access.file", access.toString()),
                new String[] {"alice", "wonder"});
    }

    @AfterEach
    void stop() throws Exception {
        remote.close();
    }

    @Test
    void aReaderReadsEverythingAndChangesNothing() throws Exception {
        MBeanServerConnection bob = remote.connect(new String[] {"bob", "builder"});
        int refused = 0;
        for (ObjectName name : bob.queryNames(new ObjectName("signalbox:*"), null)) {
            for (MBeanAttributeInfo a : bob.getMBeanInfo(name).getAttributes()) {
                assertThat(bob.getAttribute(name, a.getName())).isNotNull();
            }
            for (MBeanOperationInfo o : bob.getMBeanInfo(name).getOperations()) {
                Object[] arguments = new Object[o.getSignature().length];
                for (int i = 0; i < arguments.length; i++) {
                    arguments[i] = o.getSignature()[i].getType().equals("boolean") ? (Object) true : "small";
                }
                assertThatThrownBy(() -> Remote.invoke(bob, name, o.getName(), arguments))
                        .isInstanceOf(SecurityException.class);
                refused++;
            }
        }
        assertThat(refused).isEqualTo(3 + 7 + 2 * 2 + 2 * 5);
        assertThat(remote.call()).isEqualTo("large:q");
        assertThat(remote.switchboard.bypassed).isFalse();
        assertThat(remote.switchboard.detachedBy).isEmpty();
        assertThat(remote.<CompositeData[]>read(Names.agent(), "Events")).isEmpty();
        bob.addNotificationListener(Names.agent(), (n, handback) -> {}, null, null);
    }

    @Test
    void theAuthenticatedNameIsJournaled() throws Exception {
        remote.invoke(Names.route("chat"), "failOver", "small");
        CompositeData[] events = remote.read(Names.agent(), "Events");
        assertThat(events[0].get("reason")).isEqualTo("by alice: failOver");
    }
}
