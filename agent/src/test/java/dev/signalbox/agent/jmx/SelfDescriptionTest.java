package dev.signalbox.agent.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.control.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every bean explains itself to a client that has no class of ours. */
class SelfDescriptionTest {
    private static final Class<?>[] SIMPLE = {String.class, Long.class, Integer.class, Double.class, Boolean.class};
    private Remote remote;

    @BeforeEach
    void start() throws Exception {
        remote = new Remote();
        remote.call();
    }

    @AfterEach
    void stop() throws Exception {
        remote.close();
    }

    private Set<ObjectName> names() throws Exception {
        Set<ObjectName> names = remote.client.queryNames(new ObjectName("signalbox:*"), null);
        assertThat(names)
                .containsExactlyInAnyOrder(
                        Names.agent(),
                        Names.hardware(),
                        Names.balance(),
                        Names.balance("large"),
                        Names.balance("small"),
                        Names.nodeTuning("large", "large#0"),
                        Names.nodeTuning("small", "small#0"),
                        Names.allocation(),
                        Names.allocationTuning(),
                        Names.modelTuning("large"),
                        Names.modelTuning("small"),
                        Names.routeTuning("chat"),
                        Names.recovery(),
                        Names.route("chat"),
                        Names.chain("chat", "large"),
                        Names.chain("chat", "small"),
                        Names.node("large", "large#0"),
                        Names.node("small", "small#0"));
        return names;
    }

    @Test
    void everyBeanAttributeOperationAndParameterIsDescribed() throws Exception {
        for (ObjectName name : names()) {
            MBeanInfo info = remote.client.getMBeanInfo(name);
            describes(info.getDescription(), name.toString());
            for (MBeanAttributeInfo a : info.getAttributes()) {
                describes(a.getDescription(), name + " " + a.getName());
            }
            for (MBeanOperationInfo o : info.getOperations()) {
                describes(o.getDescription(), name + " " + o.getName());
                assertThat(o.getImpact()).as(name + " " + o.getName()).isEqualTo(MBeanOperationInfo.ACTION);
                for (MBeanParameterInfo p : o.getSignature()) {
                    describes(p.getDescription(), name + " " + o.getName() + " " + p.getName());
                    assertThat(p.getName()).doesNotMatch("p\\d+");
                }
            }
        }
    }

    private static void describes(String text, String what) {
        assertThat(text)
                .as(what)
                .isNotBlank()
                .contains(" ")
                .doesNotContain("exposed for management")
                .doesNotContain("Information on the management interface");
    }

    @Test
    void numbersWithAUnitSayIt() throws Exception {
        MBeanInfo node = remote.client.getMBeanInfo(Names.node("large", "large#0"));
        MBeanAttributeInfo p95 = Arrays.stream(node.getAttributes())
                .filter(a -> a.getName().equals("P95Millis"))
                .findFirst()
                .orElseThrow();
        assertThat(p95.getDescription()).isEqualTo("95th percentile of latency [ms]");
    }

    @Test
    void overloadsHaveTheirOwnTexts() throws Exception {
        MBeanInfo route = remote.client.getMBeanInfo(Names.route("chat"));
        List<String> texts = new ArrayList<>();
        for (MBeanOperationInfo o : route.getOperations()) {
            List<String> parameters = Arrays.stream(o.getSignature())
                    .map(MBeanParameterInfo::getName)
                    .toList();
            texts.add(o.getName() + parameters + " " + o.getDescription());
        }
        assertThat(texts)
                .anySatisfy(
                        t -> assertThat(t).startsWith("failOver[chain] Sends").contains("until failBack"))
                .anySatisfy(t -> assertThat(t)
                        .startsWith("failOver[chain, duration, reason] Sends")
                        .contains("for a while"))
                .anySatisfy(t -> assertThat(t).startsWith("failBack[] Ends"));
    }

    @Test
    void everyAttributeIsReadableInOpenTypes() throws Exception {
        int read = 0;
        for (ObjectName name : names()) {
            for (MBeanAttributeInfo a : remote.client.getMBeanInfo(name).getAttributes()) {
                assertThat(a.getDescriptor().getFieldValue("openType"))
                        .as(name + " " + a.getName())
                        .isNotNull();
                assertThat(a.isWritable())
                        .as(name + " " + a.getName())
                        .isEqualTo(name.getKeyProperty("type").endsWith("Tuning")
                                && !List.of("Name", "Level").contains(a.getName()));
                open(remote.client.getAttribute(name, a.getName()), name + " " + a.getName());
                read++;
            }
        }
        assertThat(read).isGreaterThan(70);
    }

    @Test
    void whatIsUnknownIsNotANumber() throws Exception {
        assertThat(this.<Double>attribute(Names.hardware(), "HostCpu")).isNaN();
        assertThat(this.<Double>attribute(Names.hardware(), "HostCores")).isNaN();
        assertThat(this.<Double>attribute(Names.node("small", "small#0"), "MeanMillis"))
                .isNaN();
        assertThat(this.<Double>attribute(Names.node("small", "small#0"), "P99Millis"))
                .isNaN();
        assertThat(this.<Double>attribute(Names.route("chat"), "ForcedSecondsLeft"))
                .isNaN();
    }

    @Test
    void instancesTellLibraryCallSitesAndWhatIsUnknownOfThem() throws Exception {
        CompositeData[] instances = attribute(Names.agent(), "Instances");
        CompositeData large = instances[0];
        assertThat(large.get("library")).isEqualTo("test");
        assertThat((String[]) large.get("callSites")).containsExactly("ask");
        assertThat(large.get("calls")).isEqualTo(1L);
        assertThat((Double) large.get("p95Millis")).isNotNegative();
        assertThat((Double) large.get("inputTokens")).isNaN();
        assertThat(large.get("constructedAt")).isEqualTo("");
        assertThat((Double) instances[1].get("p95Millis")).isNaN();
    }

    @Test
    void whichInstanceCouldStandInForWhichIsAnAttribute() throws Exception {
        CompositeData[] substitutes = attribute(Names.agent(), "Substitutes");
        assertThat(Arrays.stream(substitutes)
                        .map(s -> s.get("node") + " by " + s.get("substitute") + ": " + s.get("verdict")))
                .containsExactly("large#0 by small#0: compatible", "small#0 by large#0: compatible");
    }

    private <T> T attribute(ObjectName name, String attribute) throws Exception {
        return remote.read(name, attribute);
    }

    /** Holds a value to what every client can read: simple JDK values, composites, tables and arrays of them. */
    static void open(Object value, String where) {
        if (value instanceof CompositeData composite) {
            Collection<?> fields = composite.values();
            fields.forEach(f -> open(f, where));
        } else if (value instanceof TabularData table) {
            table.values().forEach(row -> open(row, where));
        } else if (value instanceof Object[] array) {
            Arrays.stream(array).forEach(e -> open(e, where));
        } else {
            assertThat(value).as(where).isInstanceOfAny(SIMPLE);
        }
    }
}
