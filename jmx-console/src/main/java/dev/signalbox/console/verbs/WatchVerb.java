package dev.signalbox.console.verbs;

import dev.signalbox.console.ConsoleException;
import dev.signalbox.console.ExitCodes;
import dev.signalbox.console.connect.Bounded;
import dev.signalbox.console.connect.Connection;
import dev.signalbox.console.connect.Events;
import dev.signalbox.console.connect.Targets.Target;
import dev.signalbox.console.output.Json;
import dev.signalbox.console.output.Style;
import dev.signalbox.console.output.Words;
import dev.signalbox.core.control.EventInfo;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code watch}: the agent's state changes as they come. */
@Command(
        name = "watch",
        description = {
            "Shows failovers, health changes, incidents, config changes and commands as they come, until Ctrl-C.",
            "With --json each is one JSON document in a line of its own."
        },
        footer = {
            "",
            "Examples:",
            "  signalbox watch",
            "  signalbox watch --past --for 30s",
            "  signalbox watch --count 1 --json"
        })
public final class WatchVerb extends ConnectedVerb {
    private static final long SIGN_OF_LIFE_MILLIS = 2000;
    private static final String PREFIX = "signalbox.";

    @Option(names = "--count", paramLabel = "N", description = "End after this many.")
    private long count = Long.MAX_VALUE;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "End after this time, such as 30s.")
    private @Nullable Duration duration;

    @Option(names = "--past", description = "Begin with those the agent still remembers.")
    private boolean past;

    private long lastSequence;
    private long shown;

    @Override
    public Integer call() throws InterruptedException {
        if (count < 1) {
            throw ConsoleException.usage("--count " + count + " would show nothing", "give 1 or more");
        }
        long endNanos = duration == null ? Long.MAX_VALUE : System.nanoTime() + duration.toNanos();
        Bounded bounded = timeout().bounded();
        Target target = target(bounded);
        Subscription subscription = bounded.call(target.words(), () -> subscribe(connect(target)));
        try {
            subscription.past().forEach(this::show);
            follow(bounded, subscription, endNanos);
        } finally {
            // Not waited for: a JVM that hangs would not let go.
            bounded.start("closing", () -> {
                subscription.connection().close();
                return "closed";
            });
        }
        return ExitCodes.OK;
    }

    private record Subscription(Connection connection, Events events, List<EventInfo> past) {}

    private Subscription subscribe(Connection connection) throws Exception {
        // Subscribed first: what happens in between is in both, and shown once.
        Events events = Events.of(connection);
        return new Subscription(connection, events, past ? connection.agent().getEvents() : List.of());
    }

    private void follow(Bounded bounded, Subscription subscription, long endNanos) throws InterruptedException {
        if (!output().json() && !past) {
            err().println("watching " + subscription.connection().target() + "; Ctrl-C ends");
        }
        while (shown < count && !out().checkError()) {
            long leftMillis = endNanos == Long.MAX_VALUE
                    ? SIGN_OF_LIFE_MILLIS
                    : TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
            if (leftMillis <= 0) {
                return;
            }
            Events.Item item = subscription.events().next(Math.min(leftMillis, SIGN_OF_LIFE_MILLIS));
            if (item == null) {
                bounded.call(
                        subscription.connection().target(),
                        () -> subscription.connection().carriesAgent());
            } else {
                show(item, subscription.connection());
            }
        }
    }

    private void show(Events.Item item, Connection connection) {
        if (item instanceof Events.Event event) {
            show(event.info());
        } else if (item instanceof Events.Missed missed) {
            err().println("some events were missed: " + missed.message());
        } else if (item instanceof Events.Lost lost) {
            throw ConsoleException.noConnection(
                    "lost the connection to " + connection.target(),
                    "has the JVM ended? (" + lost.message() + ")",
                    null);
        }
    }

    private void show(EventInfo event) {
        if (shown >= count || event.sequence() <= lastSequence) {
            return;
        }
        lastSequence = event.sequence();
        shown++;
        out().println(output().json() ? Json.line(event) : line(event, Style.colourIsWelcome()));
        out().flush();
    }

    private static String line(EventInfo event, boolean colour) {
        String kind = event.type().startsWith(PREFIX) ? event.type().substring(PREFIX.length()) : event.type();
        String text = String.join(
                "  ",
                List.of(event.source(), change(event), event.reason()).stream()
                        .filter(part -> !part.isEmpty())
                        .toList());
        return Words.time(event.timeMillis()) + "  "
                + Style.BOLD.paint(String.format("%-8s", Words.printable(kind)), colour) + "  " + Words.printable(text);
    }

    /** What began says only what is now, what ended that nothing follows; news of what is as before, what that is. */
    private static String change(EventInfo event) {
        if (event.from().isEmpty() || event.from().equals(event.to())) {
            return event.to();
        }
        return event.from() + " -> " + (event.to().isEmpty() ? "-" : event.to());
    }
}
