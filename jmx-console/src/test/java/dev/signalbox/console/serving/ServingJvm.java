package dev.signalbox.console.serving;

import dev.signalbox.core.control.AgentMXBean;
import dev.signalbox.core.control.BalanceMXBean;
import dev.signalbox.core.control.ChainMXBean;
import dev.signalbox.core.control.HardwareMXBean;
import dev.signalbox.core.control.Names;
import dev.signalbox.core.control.NodeMXBean;
import dev.signalbox.core.control.NodeTuningMXBean;
import dev.signalbox.core.control.RecoveryMXBean;
import dev.signalbox.core.control.RouteMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.StandardEmitterMBean;
import javax.management.StandardMBean;

/** The main class of the child JVMs; it ends when its stdin does, so that none outlives its test. */
public final class ServingJvm {
    private ServingJvm() {}

    /**
     * {@code serving} registers the beans and keeps the agent's thread; {@code models} and {@code chat} have models and leave
     * the rest to the real agent; anything else is a JVM without the agent.
     */
    public static void main(String[] args) throws JMException, IOException {
        if (args[0].equals("serving")) {
            Thread thread = new Thread(ServingJvm::park, "signalbox-control");
            thread.setDaemon(true);
            thread.start();
            register();
        }
        System.out.println("ready");
        if (args[0].equals("models")) {
            Talker.serve(System.in, System.out);
        }
        if (args[0].equals("chat")) {
            ChatApp.serve(System.in, System.out);
        }
        while (System.in.read() >= 0) {
            // Until the test ends.
        }
    }

    private static void park() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void register() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        Journal journal = new Journal();
        server.registerMBean(
                new StandardEmitterMBean(new ServingAgent(journal), AgentMXBean.class, true, journal), Names.agent());
        server.registerMBean(new StandardMBean(new ServingHardware(), HardwareMXBean.class, true), Names.hardware());
        for (String route : List.of("chat", "score")) {
            ServingRoute bean = new ServingRoute(route, List.of("large", "small"), journal);
            server.registerMBean(new StandardMBean(bean, RouteMXBean.class, true), Names.route(route));
            for (String chain : List.of("large", "small")) {
                ServingChain c = new ServingChain(route, chain, chain.equals("large") ? 1 : 2);
                server.registerMBean(new StandardMBean(c, ChainMXBean.class, true), Names.chain(route, chain));
            }
        }
        server.registerMBean(new StandardMBean(new ServingRecovery(), RecoveryMXBean.class, true), Names.recovery());
        server.registerMBean(new StandardMBean(new ServingBalance(""), BalanceMXBean.class, true), Names.balance());
        for (String model : List.of("large", "small")) {
            ServingTuning tuning = new ServingTuning(model + "#0");
            server.registerMBean(
                    new StandardMBean(tuning, NodeTuningMXBean.class, true), Names.nodeTuning(model, tuning.getName()));
            server.registerMBean(
                    new StandardMBean(new ServingBalance(model), BalanceMXBean.class, true), Names.balance(model));
            ServingNode node = new ServingNode(model, model.equals("large") ? "failed" : "healthy");
            server.registerMBean(new StandardMBean(node, NodeMXBean.class, true), Names.node(model, node.getName()));
        }
    }
}
