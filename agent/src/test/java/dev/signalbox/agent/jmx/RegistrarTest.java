package dev.signalbox.agent.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.ChainConfig;
import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.config.RouteConfig;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.control.Names;
import dev.signalbox.core.hardware.HardwareSnapshot;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.World;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The beans come and go with what they show. */
class RegistrarTest {
    private final World world = new World(1, Remote.config());
    private final MBeanServer beans = MBeanServerFactory.newMBeanServer();
    private final Registrar registrar = registrar(world);

    private Registrar registrar(World of) {
        return new Registrar(beans, of.engine, of.time, new Switchboard(), () -> HardwareSnapshot.NONE);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        registrar.close();
        assertThat(beans.queryNames(new ObjectName("signalbox*:*"), null)).isEmpty();
    }

    private Set<String> names(String type) throws Exception {
        Set<String> names = new TreeSet<>();
        for (ObjectName name : beans.queryNames(new ObjectName("signalbox:type=" + type + ",*"), null)) {
            names.add(Names.valueOf(name, "name"));
        }
        return names;
    }

    private Set<String> metrics(String prefix) throws Exception {
        Set<String> names = new TreeSet<>();
        for (ObjectName name : beans.queryNames(new ObjectName("signalbox.metrics:*"), null)) {
            if (name.getKeyProperty("name").startsWith(prefix)) {
                names.add(name.getKeyProperty("name"));
            }
        }
        return names;
    }

    private static Object ask(TestModel model) {
        try {
            return String.valueOf(model.ask("q"));
        } catch (Throwable e) {
            return e;
        }
    }

    private void turn() {
        world.engine.tick();
        registrar.tick();
    }

    @Test
    void routesAndChainsAreThereBeforeAnyInstance() throws Exception {
        assertThat(registrar.start()).isTrue();
        assertThat(names("Route")).containsExactly("chat");
        assertThat(names("Chain")).containsExactly("large", "small");
        assertThat(names("Node")).isEmpty();
        assertThat(beans.getAttribute(Names.route("chat"), "State")).isEqualTo("waiting");
        assertThat((String) beans.getAttribute(Names.route("chat"), "StateReason"))
                .contains("no instance of model 'large' is there");
        assertThat((String[]) beans.getAttribute(Names.route("chat"), "Explanation"))
                .hasSize(3)
                .anySatisfy(l -> assertThat(l).startsWith("-. large: may not run: no plan has been made yet"));
    }

    @Test
    void aCollectedNodesBeanAndMetricsGo() throws Exception {
        registrar.start();
        @Nullable TestModel large = world.model("large", null);
        assertThat(ask(large)).isEqualTo("large:q");
        TestModel small = world.model("small", null);
        turn();
        assertThat(names("Node")).containsExactly("large#0", "small#0");
        assertThat(metrics("node.large#0.")).isNotEmpty();
        large = null; // the only strong reference
        // The bean goes once the instance is cleared, the node once the collector has queued it too.
        for (int i = 0; i < 100 && world.engine.nodes().size() > 1; i++) {
            System.gc();
            turn();
        }
        assertThat(names("Node")).containsExactly("small#0");
        assertThat(metrics("node.large#0.")).isEmpty();
        assertThat(metrics("node.small#0.")).isNotEmpty();
        assertThat(beans.getAttribute(Names.route("chat"), "State")).isEqualTo("waiting");
        assertThat(ask(small)).isEqualTo("small:q");
    }

    @Test
    void aReloadTakesRemovedRoutesAwayAndReplacesChangedOnes() throws Exception {
        registrar.start();
        TestModel model = world.model("large", null);
        turn();
        ask(model);
        assertThat(beans.getAttribute(Names.route("chat"), "Calls")).isEqualTo(1L);
        SignalboxConfig shorter = World.config(
                Map.of("large", World.model("large")),
                new RouteConfig(
                        "chat", List.of("ask"), "large", List.of(new ChainConfig("only", "large")), RetryConfig.NONE));
        world.engine.apply(shorter);
        turn();
        assertThat(names("Chain")).containsExactly("only");
        assertThat((String[]) beans.getAttribute(Names.route("chat"), "Chains")).containsExactly("only");
        assertThat(beans.getAttribute(Names.route("chat"), "Calls"))
                .as("a counter never falls")
                .isEqualTo(1L);
        ask(model);
        assertThat(beans.getAttribute(Names.route("chat"), "Calls")).isEqualTo(2L);
        assertThat(beans.getAttribute(Names.chain("chat", "only"), "Served")).isEqualTo(1L);
        assertThat(metrics("chain.")).allSatisfy(n -> assertThat(n).startsWith("chain.chat.only."));
        world.engine.apply(World.config(
                Map.of("large", World.model("large")),
                new RouteConfig(
                        "other",
                        List.of("ask"),
                        "large",
                        List.of(new ChainConfig("only", "large")),
                        RetryConfig.NONE)));
        turn();
        assertThat(names("Route")).containsExactly("other");
    }

    @Test
    void anotherSignalboxInTheJvmKeepsItsBeans() throws Exception {
        registrar.start();
        World second = new World(2, World.config(RetryConfig.NONE, "huge"));
        try (Registrar late = registrar(second)) {
            assertThat(late.start()).isFalse();
            late.tick();
            assertThat(names("Chain")).containsExactly("large", "small");
        }
        assertThat(names("Route")).containsExactly("chat");
        assertThat(beans.isRegistered(Names.agent())).isTrue();
    }

    @Test
    void instancesAndAdviceAreShown() throws Exception {
        registrar.start();
        TestModel first = world.model("large", null);
        TestModel odd = world.model("large", null);
        turn();
        ask(first);
        AgentBean agent = new AgentBean(world.engine, new Switchboard(), world.time);
        assertThat(agent.getInstances())
                .extracting(i -> i.node() + " " + i.name() + " " + i.state() + " " + i.calls())
                .containsExactly("large#0 large routed 1", "large large off 0");
        assertThat(agent.getAdvice())
                .anySatisfy(a -> assertThat(a).startsWith("model large: ambiguous"))
                .anySatisfy(a -> assertThat(a).isEqualTo("call site onnxruntime.run: its method is gone"))
                .anySatisfy(a -> assertThat(a).startsWith("chain small of route chat: no instance"));
        assertThat(ask(odd)).isEqualTo("large:q");
    }
}
