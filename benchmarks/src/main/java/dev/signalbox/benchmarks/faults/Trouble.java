package dev.signalbox.benchmarks.faults;

import dev.signalbox.examples.provider.Behaviour;
import dev.signalbox.examples.provider.Provider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** What befalls the first model. */
enum Trouble {
    INTERNAL_ERROR("500", Behaviour.ERROR),
    UNAVAILABLE("503", Behaviour.UNAVAILABLE),
    RATE_LIMIT("429, Retry-After", Behaviour.RATE_LIMIT),
    REQUEST_TIMEOUT("408", Behaviour.REQUEST_TIMEOUT),
    UNAUTHORIZED("401", Behaviour.UNAUTHORIZED),
    NOT_FOUND("404, no such model", Behaviour.NOT_FOUND),
    CONTEXT_LENGTH("400, too long for the model", Behaviour.CONTEXT_LENGTH),
    TRUNCATED("truncated body", Behaviour.TRUNCATE),
    HANGING("timeout", Behaviour.HANG),
    REFUSED("connection refused", Behaviour.OK),
    UNKNOWN_HOST("unknown host", Behaviour.OK),
    BAD_REQUEST("400, a bad request", Behaviour.BAD_REQUEST),
    CONTENT_FILTER("400, content filter", Behaviour.CONTENT_FILTER);

    private final String title;
    private final Behaviour behaviour;

    Trouble(String title, Behaviour behaviour) {
        this.title = title;
        this.behaviour = behaviour;
    }

    /** Whether the request is at fault, so that any model would answer so. */
    boolean isTheCallers() {
        return this == BAD_REQUEST || this == CONTENT_FILTER;
    }

    /** Whether the provider can end it. */
    boolean passes() {
        return behaviour != Behaviour.OK;
    }

    /** Where the first model is. */
    String firstUrl(Provider provider) throws IOException {
        return switch (this) {
            case REFUSED -> "http://127.0.0.1:" + freePort() + "/v1";
            case UNKNOWN_HOST -> "http://no-such-host.invalid/v1";
            default -> provider.url();
        };
    }

    void begin(Provider provider) {
        provider.behave(Asker.FIRST, behaviour);
        if (isTheCallers()) {
            provider.behave(Asker.SECOND, behaviour);
        }
    }

    static void end(Provider provider) {
        provider.behave(Asker.FIRST, Behaviour.OK);
        provider.behave(Asker.SECOND, Behaviour.OK);
    }

    @Override
    public String toString() {
        return title;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
