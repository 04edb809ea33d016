package dev.signalbox.console.output;

import picocli.CommandLine.Help.Ansi;

/** A colour with a meaning. */
public enum Style {
    /** Nothing to see. */
    PLAIN(""),
    /** As it should be. */
    GOOD("32"),
    /** Worth a look. */
    WARN("33"),
    /** Needs a person. */
    BAD("31"),
    /** A heading. */
    BOLD("1");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /** The style of a state's word, as the agent's beans tell it. */
    public static Style of(String state) {
        return switch (state) {
            case "healthy", "active", "routing", "closed", "routed", "completed" -> GOOD;
            case "degraded", "half-open", "waiting", "observing", "disabled", "pending", "in_progress" -> WARN;
            case "failed", "open", "bypassed", "off", "gone" -> BAD;
            default -> PLAIN;
        };
    }

    /** Whether stdout is a terminal, and NO_COLOR is not set. */
    public static boolean colourIsWelcome() {
        return System.getenv("NO_COLOR") == null && Ansi.AUTO.enabled();
    }

    /** The text in this style, where colour is on. */
    public String paint(String text, boolean colour) {
        return !colour || code.isEmpty() || text.isBlank() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
