package dev.signalbox.agent.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** The calls of a route go to another chain than before. */
@Name("signalbox.Failover")
@Label("Failover")
@Category("Signalbox")
@Description("The calls of a route go to another chain than before")
@StackTrace(false)
final class FailoverEvent extends Event {
    @Label("Route")
    @Nullable
    String route;

    @Label("From")
    @Nullable
    String from;

    @Label("To")
    @Nullable
    String to;

    @Label("Back")
    @Description("Whether they go to the first chain again")
    boolean back;

    @Label("Reason")
    @Nullable
    String reason;
}
