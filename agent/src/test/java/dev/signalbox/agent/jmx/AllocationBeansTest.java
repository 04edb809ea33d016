package dev.signalbox.agent.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.control.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import javax.management.Attribute;
import javax.management.MBeanAttributeInfo;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Limits that are tuned through a remote connection, and what it sees of what calls hold. */
class AllocationBeansTest {
    private final Remote remote;

    AllocationBeansTest() throws Exception {
        remote = new Remote();
        remote.large.does(q -> "answer");
        remote.small.does(q -> "answer");
    }

    @AfterEach
    void stop() throws Exception {
        remote.close();
    }

    private static List<ObjectName> tunings() {
        return List.of(Names.allocationTuning(), Names.modelTuning("large"), Names.routeTuning("chat"));
    }

    private void set(ObjectName name, String attribute, Object value) throws Exception {
        remote.client.setAttribute(name, new Attribute(attribute, value));
    }

    private Double get(ObjectName name, String attribute) throws Exception {
        return (Double) remote.client.getAttribute(name, attribute);
    }

    private List<String> limits(ObjectName name) throws Exception {
        List<String> writable = new ArrayList<>();
        for (MBeanAttributeInfo a : remote.client.getMBeanInfo(name).getAttributes()) {
            if (a.isWritable() && !a.getName().contains("Wait")) {
                writable.add(a.getName());
            }
        }
        return writable;
    }

    @Test
    void everyLimitOfEveryLevelRefusesWhatIsOutOfRangeAndKeepsTheOldValue() throws Exception {
        for (ObjectName name : tunings()) {
            List<String> limits = limits(name);
            assertThat(limits).as(name.toString()).hasSize(6);
            for (String limit : limits) {
                String which = name + " " + limit;
                assertThat(get(name, limit)).as(which).isNaN();
                set(name, limit, 512.0);
                assertThat(get(name, limit)).as(which).isEqualTo(512);
                for (double wrong : new double[] {-1, 1e13, Double.POSITIVE_INFINITY}) {
                    assertThatThrownBy(() -> set(name, limit, wrong))
                            .as(which + " " + wrong)
                            .hasMessageContaining("allowed: 0 to")
                            .hasMessageContaining("NaN");
                    assertThat(get(name, limit)).as(which).isEqualTo(512);
                }
                set(name, limit, Double.NaN);
                assertThat(get(name, limit)).as(which).isNaN();
            }
        }
    }

    @Test
    void theNextCallObeysEachLimit() throws Throwable {
        assertThat(remote.call()).isEqualTo("answer");
        for (ObjectName name : List.of(Names.allocationTuning(), Names.routeTuning("chat"))) {
            for (String limit : limits(name)) {
                set(name, limit, 0.0);
                assertThat(remote.call())
                        .as(name + " " + limit)
                        .isInstanceOf(RejectedExecutionException.class)
                        .asString()
                        .contains(name.getKeyProperty("type").equals("AllocationTuning") ? "jvm" : "route chat");
                set(name, limit, Double.NaN);
                assertThat(remote.call()).as(name + " " + limit).isEqualTo("answer");
            }
        }
        CompositeData[] refusals = remote.read(Names.allocation(), "Refusals");
        assertThat(refusals).hasSize(8); // tokens are one resource for all periods
    }

    @Test
    void aCallThatHoldsSomethingIsSeenWithWhatItHolds() throws Throwable {
        set(Names.modelTuning("large"), "Concurrency", 3.0);
        set(Names.allocationTuning(), "MemoryMB", 100.0);
        CompositeData[][] seen = new CompositeData[2][];
        Object[] holding = new Object[1];
        remote.large.does(q -> {
            seen[0] = remote.read(Names.allocation(), "Tasks");
            seen[1] = remote.read(Names.allocation(), "Limits");
            holding[0] = remote.client.getAttribute(Names.allocation(), "HoldingCalls");
            return "answer";
        });

        assertThat(remote.call()).isEqualTo("answer");
        assertThat(holding[0]).isEqualTo(1);
        assertThat(seen[0]).singleElement().satisfies(task -> {
            assertThat(task.get("route")).isEqualTo("chat");
            assertThat(task.get("memoryMB")).as("nobody says what a call takes").isEqualTo(32.0);
            assertThat(task.get("maxMemoryMB")).isEqualTo(100.0);
            assertThat((Double) task.get("tokens")).isNaN();
        });
        assertThat(seen[1])
                .hasSize(2)
                .allSatisfy(l -> assertThat((Double) l.get("held"))
                        .isEqualTo(l.get("resource").equals("MB") ? 32.0 : 1.0));
        assertThat(remote.client.getAttribute(Names.allocation(), "HoldingCalls"))
                .isEqualTo(0);
    }

    @Test
    void aRouteThatLetsNoCallWaitCannotBeMadeToWait() throws Exception {
        assertThat(get(Names.routeTuning("chat"), "WaitMillis")).isNaN();
        assertThat(remote.client.getAttribute(Names.routeTuning("chat"), "MostWaiting"))
                .isEqualTo(0);
        assertThatThrownBy(() -> set(Names.routeTuning("chat"), "WaitMillis", 100.0))
                .hasMessageContaining("do not wait");
        assertThatThrownBy(() -> set(Names.routeTuning("chat"), "MostWaiting", 5))
                .hasMessageContaining("do not wait");
    }
}
