package dev.signalbox.agent.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** An incident began, changed or ended. */
@Name("signalbox.Recovery")
@Label("Recovery")
@Category("Signalbox")
@Description("An incident began, changed or ended")
@StackTrace(false)
final class RecoveryEvent extends Event {
    @Label("Subject")
    @Description("The route, chain, node or model in trouble")
    @Nullable
    String subject;

    @Label("From")
    @Description("Its status before; empty where it began")
    @Nullable
    String from;

    @Label("To")
    @Description("Its status: pending, in_progress, completed or failed")
    @Nullable
    String to;

    @Label("Reason")
    @Description("Its severity, the action, and why, in words")
    @Nullable
    String reason;
}
