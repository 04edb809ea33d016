package dev.signalbox.agent.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.Comparison;
import dev.signalbox.core.config.Condition;
import dev.signalbox.core.config.DeadlineConfig;
import dev.signalbox.core.config.DegradeConfig;
import dev.signalbox.core.config.DegradeConfig.Then;
import dev.signalbox.core.config.Metric;
import dev.signalbox.core.config.RecoveryConfig;
import dev.signalbox.core.config.RouteConfig;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.control.Names;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each attribute of recovery over a remote connection. */
class RecoveryBeanTest {
    private static final Condition FAILING =
            new Condition(Metric.ERROR_RATE, Comparison.ABOVE, 0.2, Duration.ofSeconds(5));
    private Remote remote;

    @BeforeEach
    void start() throws Exception {
        remote = new Remote();
        RecoveryConfig recovery = new RecoveryConfig(
                List.of(FAILING), List.of(new DegradeConfig(FAILING, Then.SCALE, 2, Duration.ofMinutes(1), 0.1)));
        RouteConfig route = Remote.config().routes().get("chat");
        SignalboxConfig config = World.config(
                Remote.config().models(),
                new RouteConfig(
                        "chat",
                        route.callSites(),
                        route.entry(),
                        route.chains(),
                        route.retry(),
                        DeadlineConfig.NONE,
                        recovery));
        remote.world.engine.apply(config);
        remote.registrar.tick();
    }

    @AfterEach
    void stop() throws Exception {
        remote.close();
    }

    private void fail() {
        int[] asked = new int[1];
        remote.large.does(q -> {
            if (asked[0]++ % 3 == 0) {
                throw new Fault(FailureClass.OVERLOAD, "busy");
            }
            return "large:" + q;
        });
        for (int i = 0; i < 80; i++) {
            remote.call();
            remote.world.pass(100, TimeUnit.MILLISECONDS);
        }
        remote.registrar.tick();
    }

    private CompositeData incident(String subject) throws Exception {
        CompositeData[] all = remote.read(Names.recovery(), "Incidents");
        return Arrays.stream(all)
                .filter(i -> subject.equals(i.get("subject")))
                .findFirst()
                .orElseThrow();
    }

    private Map<Object, Object> map(String attribute) throws Exception {
        TabularData table = remote.read(Names.recovery(), attribute);
        Map<Object, Object> map = new java.util.TreeMap<>();
        table.values().forEach(row -> map.put(((CompositeData) row).get("key"), ((CompositeData) row).get("value")));
        return map;
    }

    @Test
    void incidentsTellWhatWasDone() throws Exception {
        assertThat(remote.<CompositeData[]>read(Names.recovery(), "Incidents")).isEmpty();
        fail();
        CompositeData calls = incident("chat");
        assertThat(calls.get("type")).isEqualTo("routing");
        assertThat(calls.get("severity")).isEqualTo("medium");
        assertThat(calls.get("status")).isEqualTo("in_progress");
        assertThat(calls.get("action")).isEqualTo("failover");
        assertThat((Long) calls.get("failures")).isPositive().isEqualTo(calls.get("failedOver"));
        assertThat(calls.get("seen")).isEqualTo(0L);
        assertThat((Double) calls.get("successProbability")).isBetween(0.5, 1.0);
        assertThat(((String[]) calls.get("history"))[0]).matches("20\\d\\d-\\d\\d-\\d\\dT.*Z in_progress, medium: .*");
        CompositeData chain = incident("chat/large");
        assertThat(chain.get("reason")).isEqualTo("large#0: error-rate > 0.2 for 5s");
        assertThat(chain.get("parameters")).isEqualTo("to chain 'small', for at least 10 s");
        SelfDescriptionTest.open(calls, "an incident");
    }

    @Test
    void countsBySeverityAndStatus() throws Exception {
        assertThat(map("BySeverity")).containsEntry("medium", 0L).hasSize(4);
        fail();
        assertThat(map("BySeverity")).containsEntry("medium", 2L);
        assertThat(map("ByStatus")).containsEntry("in_progress", 2L).containsEntry("pending", 1L);
        assertThat(remote.<Integer>read(Names.recovery(), "OpenIncidents")).isEqualTo(3);
        remote.large.recovers();
        remote.world.pass(5, TimeUnit.MINUTES);
        assertThat(remote.<Integer>read(Names.recovery(), "OpenIncidents")).isZero();
        assertThat(map("ByStatus")).containsEntry("completed", 3L);
    }

    @Test
    void whatWasLearned() throws Exception {
        assertThat(map("SuccessProbability")).isEmpty();
        fail();
        assertThat(map("SuccessProbability")).containsOnlyKeys("chat/failover");
    }

    @Test
    void desiredNodesAreAnAttributeAndAMetric() throws Exception {
        ObjectName gauge = new ObjectName("signalbox.metrics:name=model.large.desired-nodes,type=gauges");
        assertThat(map("DesiredNodes")).containsEntry("large", 1);
        assertThat(remote.client.getAttribute(gauge, "Value")).isEqualTo(1);
        fail();
        assertThat(map("DesiredNodes")).containsEntry("large", 2).containsEntry("small", 1);
        assertThat(remote.client.getAttribute(gauge, "Value")).isEqualTo(2);
        remote.world.engine.apply(Remote.config());
        remote.registrar.tick();
        assertThat(remote.client.isRegistered(gauge)).isFalse();
    }

    @Test
    void conditionsTellTheirValues() throws Exception {
        fail();
        CompositeData[] all = remote.read(Names.recovery(), "Conditions");
        CompositeData large = Arrays.stream(all)
                .filter(c -> "large#0".equals(c.get("node")))
                .findFirst()
                .orElseThrow();
        assertThat(large.get("condition")).isEqualTo("error-rate > 0.2 for 5s");
        assertThat(large.get("inForce")).isEqualTo(true);
        assertThat((Double) large.get("value")).isBetween(0.2, 0.5);
    }

    @Test
    void aRouteTellsTheHealthOfItsNodesAndWhatIsArmed() throws Exception {
        CompositeData armed = remote.read(Names.route("chat"), "HealthAwareRoute");
        assertThat(armed.get("degradationAction")).isEqualTo("scale");
        assertThat(armed.get("degradationInForce")).isEqualTo(false);
        fail();
        CompositeData inForce = remote.read(Names.route("chat"), "HealthAwareRoute");
        assertThat(inForce.get("degradationInForce")).isEqualTo(true);
        assertThat((String[]) inForce.get("failoverConditions")).containsExactly("error-rate > 0.2 for 5s, in force");
        assertThat((String[]) inForce.get("degradationConditions"))
                .containsExactly("error-rate > 0.2 for 5s, in force");
        assertThat(Arrays.stream((CompositeData[]) inForce.get("nodeHealth")).map(n -> n.get("nodeId")))
                .containsExactly("large#0", "small#0");
    }

    @Test
    void aNodeTellsItsAutomaticWeightAndWhetherItIsLeaving() throws Exception {
        ObjectName large = Names.node("large", "large#0");
        assertThat(remote.<Double>read(large, "AutomaticWeight")).isEqualTo(1);
        assertThat(remote.<Boolean>read(large, "Leaving")).isFalse();
        remote.world.node("large#0").setAutomaticWeight(0.25);
        remote.world.node("large#0").leave();
        assertThat(remote.<Double>read(large, "AutomaticWeight")).isEqualTo(0.25);
        assertThat(remote.<Boolean>read(large, "Leaving")).isTrue();
    }

    @Test
    void changesAreNotifications() throws Exception {
        List<Notification> heard = new ArrayList<>();
        CountDownLatch two = new CountDownLatch(2);
        remote.beans.addNotificationListener(
                Names.recovery(),
                (n, h) -> {
                    heard.add(n);
                    two.countDown();
                },
                null,
                null);
        fail();
        assertThat(two.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(heard.get(0).getType()).isEqualTo("signalbox.recovery");
        assertThat(((CompositeData) heard.get(0).getUserData()).get("source")).isEqualTo("chat");
        assertThat(heard.get(0).getMessage()).startsWith("chat: in_progress (medium, failover: ");
    }
}
