package dev.signalbox.agent.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** The health of a node changed. */
@Name("signalbox.HealthChange")
@Label("Health Change")
@Category("Signalbox")
@Description("The health of a node changed")
@StackTrace(false)
final class HealthChangeEvent extends Event {
    @Label("Node")
    @Nullable
    String node;

    @Label("From")
    @Nullable
    String from;

    @Label("To")
    @Nullable
    String to;

    @Label("Reason")
    @Nullable
    String reason;
}
