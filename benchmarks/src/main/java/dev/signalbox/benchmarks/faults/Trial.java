package dev.signalbox.benchmarks.faults;

import dev.signalbox.examples.provider.Provider;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * One trouble behind one thing that stands between, in a JVM of its own.
 *
 * @param during what the caller got of it
 * @param after what the caller got next, when all was well again; empty where it does not pass
 */
record Trial(String during, String after) {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    static Trial run(Trouble trouble, Mode mode, List<String> options) throws IOException {
        try (Provider provider = new Provider();
                Application application =
                        Application.start(mode, options, trouble.firstUrl(provider), provider.url(), TIMEOUT)) {
            application.awaitReady();
            trouble.begin(provider);
            application.ask(1);
            String during = application.answer().text();
            Trouble.end(provider);
            if (!trouble.passes()) {
                return new Trial(during, "");
            }
            application.ask(2);
            return new Trial(during, application.answer().text());
        }
    }

    boolean isAnsweredBy(String model) {
        return during.equals(says(model));
    }

    boolean isAnsweredLaterBy(String model) {
        return after.isEmpty() || after.equals(says(model));
    }

    private static String says(String model) {
        return "This is " + model + ".";
    }
}
