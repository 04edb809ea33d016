package dev.signalbox.examples.harness;

import dev.signalbox.examples.provider.Behaviour;
import dev.signalbox.examples.provider.RecordedRequest;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One call of the application as its caller and the providers saw it.
 *
 * @param requests what the providers were asked for it, in order
 */
record Seen(Reply reply, List<Ask> requests) {
    /** A request and the provider it came to. */
    record Ask(Region region, RecordedRequest request) {
        @Override
        public String toString() {
            String met = request.met() == Behaviour.OK
                    ? ""
                    : " (" + request.met().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ")";
            return new Target(region, request.model()) + met;
        }
    }

    List<RecordedRequest> to(Target target) {
        return requests.stream()
                .filter(ask -> target.got(ask.region(), ask.request()))
                .map(Ask::request)
                .toList();
    }

    boolean asked(Target target) {
        return !to(target).isEmpty();
    }

    /** Whom the providers saw asked, in a few words. */
    String asked() {
        return requests.stream().map(Ask::toString).collect(Collectors.joining(", "));
    }
}
