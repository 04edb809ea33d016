package dev.signalbox.console.connect;

import java.util.List;

/** What was found when a local JVM was asked for the agent. */
public sealed interface Probe {
    /** The JVM asked. */
    LocalJvm jvm();

    /** The JVM carries the agent. */
    record Carrying(LocalJvm jvm, String version, String state, List<String> routes) implements Probe {}

    /** The JVM answered and has no agent, or could not be asked; {@code reason} says which. */
    record Skipped(LocalJvm jvm, boolean answered, String reason) implements Probe {}
}
