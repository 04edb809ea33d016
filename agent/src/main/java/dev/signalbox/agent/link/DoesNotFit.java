package dev.signalbox.agent.link;

import org.jspecify.annotations.Nullable;

/** Says that the library as the host has it does not fit its call site; the message says why. */
final class DoesNotFit extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    DoesNotFit(String reason, @Nullable Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
