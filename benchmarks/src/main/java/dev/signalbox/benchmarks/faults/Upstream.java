package dev.signalbox.benchmarks.faults;

import dev.signalbox.examples.provider.Provider;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** The two models, each of a provider of its own, so that one can die. */
final class Upstream implements AutoCloseable {
    /** A healthy model's answer; a limping one takes ten times as long. */
    static final Duration PACE = Provider.LIMP.dividedBy(10);

    /** Ports below those that systems give to clients, so that nobody takes the dead provider's. */
    private static final int LOWEST_PORT = 20_000;

    private static final int PORTS = 10_000;
    private static final int MOST_TRIES = 100;

    private final Provider second = new Provider();
    private final int port;
    private volatile Provider first;

    Upstream() throws IOException {
        int tried = port();
        Provider started = null;
        for (int i = 0; started == null; i++) {
            try {
                started = new Provider(tried);
            } catch (BindException e) {
                if (i == MOST_TRIES) {
                    throw e;
                }
                tried = port();
            }
        }
        port = tried;
        first = started;
        first.answersAfter(Asker.FIRST, PACE);
        second.answersAfter(Asker.SECOND, PACE);
    }

    private static int port() {
        return LOWEST_PORT + ThreadLocalRandom.current().nextInt(PORTS);
    }

    Provider first() {
        return first;
    }

    String firstUrl() {
        return "http://127.0.0.1:" + port + "/v1";
    }

    String secondUrl() {
        return second.url();
    }

    /** Requests under way lose their connection, later ones find nobody. */
    void die() {
        first.close();
    }

    void revive() throws IOException {
        Provider again = new Provider(port);
        again.answersAfter(Asker.FIRST, PACE);
        first = again;
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
