package dev.signalbox.core.call;

import dev.signalbox.core.admission.Holdback;
import dev.signalbox.core.admission.Level;
import dev.signalbox.core.admission.OverloadControl;
import dev.signalbox.core.admission.WaitOutcome;
import dev.signalbox.core.admission.WaitRoom;
import dev.signalbox.core.config.AllocationPriority;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.route.Plan;
import dev.signalbox.core.route.Route;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Says why no chain runs a call: what was short, by how much and for how long. Made where a call is refused, which is slow anyway. */
final class Refusal {
    private final Call call;
    private final OverloadControl overload;
    private final Holdback holdback;
    private final long now;

    Refusal(Call call, OverloadControl overload, Holdback holdback, long now) {
        this.call = call;
        this.overload = overload;
        this.holdback = holdback;
        this.now = now;
    }

    /** Counts it where the best of the chains that were short was short of something. */
    void count() {
        Plan plan = Objects.requireNonNull(call.plan);
        for (int rank = 0; rank < plan.size(); rank++) {
            Level level = call.shortLevel(plan.step(rank), rank);
            if (level != null) {
                level.countRefusal(call.shortResource(rank), call.priority);
                return;
            }
        }
    }

    String text() {
        Route route = Objects.requireNonNull(call.route);
        Plan plan = Objects.requireNonNull(call.plan);
        StringBuilder text =
                new StringBuilder("no chain of route '").append(route.name()).append("' may run this call");
        if (call.shed) {
            return text.append(": the machine has too much to do, and ")
                    .append(priority())
                    .append(" calls are shed; ")
                    .append(overload.reason())
                    .toString();
        }
        waited(text, route.waitRoom());
        for (Plan.Refused refused : plan.refused()) {
            text.append("; ").append(refused.chain().name()).append(": ").append(refused.reason());
        }
        for (int i = 0; i < plan.size(); i++) {
            text.append("; ").append(plan.step(i).chain().name()).append(": ").append(why(plan.step(i), i));
        }
        return text.toString();
    }

    private String priority() {
        return AllocationPriority.values()[call.priority].name().toLowerCase(Locale.ROOT);
    }

    private void waited(StringBuilder text, @Nullable WaitRoom room) {
        WaitOutcome outcome = call.waitOutcome;
        if (outcome == null || room == null) {
            return;
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(now - call.startedNanos);
        text.append(
                switch (outcome) {
                    case GRANTED, EXPIRED -> ": it waited for room, " + millis + " ms after it came its time was over";
                    case EVICTED -> ": it waited for room until more important calls, or earlier ones, took its place";
                    case FULL -> ": " + room.mostWaiting() + " calls wait for room already";
                    case HOPELESS -> ": so many calls wait for room that its deadline would have been over";
                    case INTERRUPTED -> ": its thread was interrupted while it waited for room";
                    case CLOSED -> ": the agent leaves";
                });
    }

    private String why(Plan.Step step, int rank) {
        Level level = call.shortLevel(step, rank);
        if (level != null) {
            Node node = step.nodes()[0];
            return level.shortage(
                            call.shortResource(rank),
                            node.estimate().demand(),
                            node.estimate().tokens(),
                            AllocationPriority.values()[call.priority],
                            holdback.ceilingPermille(call.priority),
                            now)
                    .text();
        }
        if (call.linesUp) {
            return "others wait for room before it";
        }
        boolean closed = Arrays.stream(step.nodes()).anyMatch(n -> n.breaker().isClosed());
        return closed ? "it cannot be asked this" : "its breaker is open";
    }
}
