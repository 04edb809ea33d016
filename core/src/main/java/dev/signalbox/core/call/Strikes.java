package dev.signalbox.core.call;

import dev.signalbox.core.drill.Drill;
import dev.signalbox.core.drill.DrillKind;
import dev.signalbox.core.drill.Injection;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.site.SiteAdapter;
import dev.signalbox.core.time.Pauser;
import dev.signalbox.core.time.Randomness;
import dev.signalbox.core.time.TimeSource;
import org.jspecify.annotations.Nullable;

/** Has drills strike attempts, where they would enter the model. */
final class Strikes {
    private final TimeSource time;
    private final Pauser pauser;
    private final Randomness random;
    private final Deadlines deadlines;

    Strikes(TimeSource time, Pauser pauser, Randomness random, Deadlines deadlines) {
        this.time = time;
        this.pauser = pauser;
        this.random = random;
        this.deadlines = deadlines;
    }

    /** The drill that an attempt may be struck by, or null: a last resort is spared unless its caller is to see the failure. */
    static @Nullable Drill drill(Call call, Node node) {
        Drill drill = node.drill();
        return drill == null || call.chain != null || drill.isForced() ? drill : null;
    }

    /** Whether a drill strikes the attempt that is about to be made. */
    boolean strikes(Drill drill) {
        return drill.strikes(time.nanoTime(), random);
    }

    /** Strikes the call where the drill says so: it waits, and fails where the drill is of such a kind or its time is over. */
    void strike(Call call, Drill drill, SiteAdapter adapter, Node node) throws Throwable {
        long now = time.nanoTime();
        if (!drill.strikes(now, random)) {
            return;
        }
        long left = call.limited ? Deadlines.dueNanos(call, now) - now : Long.MAX_VALUE;
        boolean goesOn = Injection.await(drill, left, time, pauser);
        boolean waits = drill.kind() == DrillKind.LATENCY || drill.kind() == DrillKind.HANG;
        if (goesOn && waits && time.nanoTime() - now >= left) {
            throw deadlines.cutOff(call, node, left, Injection.failure(drill, adapter, node.name()));
        }
        FailureClass failure = drill.kind().failure();
        if (failure != null || !goesOn) {
            call.endedAs = goesOn && failure != null ? failure : FailureClass.CANCELLED;
            throw Injection.failure(drill, adapter, node.name());
        }
    }
}
