package dev.signalbox.console.verbs;

import dev.signalbox.console.connect.Durations;
import dev.signalbox.console.output.Style;
import dev.signalbox.core.control.DrillInfo;
import dev.signalbox.core.control.NodeMXBean;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;

/** What keeps calls from a node, or troubles them, by somebody's will, in words. */
final class NodeWords {
    private static final String GONE = "gone";

    private NodeWords() {}

    /** {@code drained, ejected 28s, drilled error 12s, leaving}; {@code gone}; empty where there is nothing of it. */
    static String switches(NodeMXBean node, List<DrillInfo> drills) {
        if (!node.isAlive()) {
            return GONE;
        }
        StringJoiner words = new StringJoiner(", ");
        if (node.isDrained()) {
            words.add("drained");
        }
        if (node.isEjected()) {
            words.add(("ejected " + ejectedFor(node)).stripTrailing());
        }
        for (DrillInfo drill : drills) {
            if (drill.node().equals(node.getName())) {
                words.add("drilled " + drill.kind() + " " + words(drill.secondsLeft()));
            }
        }
        if (node.isLeaving()) {
            words.add("leaving");
        }
        return words.toString();
    }

    /** Its colour. */
    static Style style(String switches) {
        return switches.equals(GONE) ? Style.BAD : switches.isEmpty() ? Style.PLAIN : Style.WARN;
    }

    /** {@code 4m 59s}; empty where it is not ejected, or only an operator ends it. */
    static String ejectedFor(NodeMXBean node) {
        double seconds = node.getEjectedSecondsLeft();
        return Double.isNaN(seconds) ? "" : words(seconds);
    }

    /** Why it is not as it should be: its health, its ejection; empty where it is. */
    static String note(NodeMXBean node) {
        StringJoiner note = new StringJoiner("; ");
        if (!node.getHealth().equals("healthy")) {
            note.add(node.getHealthReason());
        }
        if (node.isEjected()) {
            note.add(node.getEjectedReason());
        }
        return note.toString();
    }

    private static String words(double seconds) {
        return Durations.words(Duration.ofSeconds(Math.round(seconds)));
    }
}
