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
@Description("An incident began, changed or ended: what was in trouble, and what is done about it")
@StackTrace(false)
final class RecoveryEvent extends Event {
    @Label("Subject")
    @Description("The route, model or node in trouble")
    @Nullable
    String subject;

    @Label("From")
    @Description("The status before; empty where the incident has just begun")
    @Nullable
    String from;

    @Label("To")
    @Description("The status: pending, in_progress, completed or failed")
    @Nullable
    String to;

    @Label("Reason")
    @Description("Severity, action and what happened, in words")
    @Nullable
    String reason;
}
