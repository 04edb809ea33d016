package dev.signalbox.core.admission;

/**
 * An attempt in flight, with what it was admitted to.
 *
 * @param route the name of its route; empty where it is only measured
 * @param node the name of the node that has it
 * @param holding whether it holds anything of a limit, be it only its place among the calls under way
 */
public record AdmittedTask(
        String route, String node, TaskAllocation task, AllocationResult allocation, boolean holding) {}
