package dev.signalbox.agent.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.SettingDefinition;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** A model call that took at least as long as the recording's setting {@code over} says. It is committed as the call ends. */
@Name(CallEvent.NAME)
@Label("Model Call")
@Category("Signalbox")
@Description("A model call that took at least as long as the setting 'over' says; its time is that of the call's end")
final class CallEvent extends Event {
    static final String NAME = "signalbox.Call";

    @Label("Route")
    @Description("The route; empty where the call was only measured")
    @Nullable
    String route;

    @Label("Chain")
    @Description("The chain that answered; empty where none did")
    @Nullable
    String chain;

    @Label("Node")
    @Description("The node that answered; the class that was called where no route is involved")
    @Nullable
    String node;

    @Label("Call Site")
    @Nullable
    String callSite;

    @Label("Outcome")
    @Description("What the caller saw: answered, failed, rejected or cancelled")
    @Nullable
    String outcome;

    @Label("Failed Attempt")
    @Description("Whether an attempt failed, also where another one answered")
    boolean failedAttempt;

    @Label("Call Time")
    @Description("From the call's entry to its outcome, all attempts together")
    @Timespan(Timespan.NANOSECONDS)
    long took;

    @SettingDefinition
    @Name("over")
    @Label("Over")
    @Description("The shortest call that is recorded, such as 20 ms")
    boolean over(OverSetting setting) {
        return took >= setting.nanos();
    }
}
