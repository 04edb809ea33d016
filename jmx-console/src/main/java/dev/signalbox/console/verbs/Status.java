package dev.signalbox.console.verbs;

import dev.signalbox.core.control.AgentMXBean;
import dev.signalbox.core.control.ChainMXBean;
import dev.signalbox.core.control.HardwareMXBean;
import dev.signalbox.core.control.NodeMXBean;
import dev.signalbox.core.control.RecoveryMXBean;
import dev.signalbox.core.control.RouteMXBean;
import java.util.List;
import java.util.Optional;

/** What {@code status} has read of one JVM. */
record Status(
        String target,
        AgentMXBean agent,
        List<RouteMXBean> routes,
        List<ChainMXBean> chains,
        List<NodeMXBean> nodes,
        Optional<HardwareMXBean> hardware,
        Optional<RecoveryMXBean> recovery) {}
