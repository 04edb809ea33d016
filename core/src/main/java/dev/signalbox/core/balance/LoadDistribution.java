package dev.signalbox.core.balance;

import dev.signalbox.core.admission.TaskAllocation;
import dev.signalbox.core.hardware.HardwareSnapshot;
import dev.signalbox.core.health.NodeHealth;
import dev.signalbox.core.model.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who does what now, made when it is read: calls go on meanwhile.
 *
 * @param nodeAllocations the tasks in flight of each node, by its name
 * @param metrics how well they are spread
 * @param health the health of each node, by its name
 */
public record LoadDistribution(
        Map<String, List<TaskAllocation>> nodeAllocations, BalanceMetrics metrics, Map<String, NodeHealth> health) {

    /**
     * The distribution over some nodes.
     *
     * @param tasks the tasks in flight in this JVM, by their nodes
     */
    public static LoadDistribution of(
            List<Node> nodes, Map<Node, List<TaskAllocation>> tasks, HardwareSnapshot hardware) {
        Map<String, List<TaskAllocation>> allocations = new LinkedHashMap<>();
        Map<String, NodeHealth> health = new LinkedHashMap<>();
        for (Node node : nodes) {
            allocations.put(node.name(), List.copyOf(tasks.getOrDefault(node, List.of())));
            health.put(node.name(), node.monitor().health());
        }
        return new LoadDistribution(allocations, BalanceMetrics.of(nodes, ResourceUtilization.of(hardware)), health);
    }
}
