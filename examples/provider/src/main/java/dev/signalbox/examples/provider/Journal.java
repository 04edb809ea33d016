package dev.signalbox.examples.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last requests that the provider got, oldest first. */
final class Journal {
    private static final int MOST = 1_000;

    private final Deque<RecordedRequest> requests = new ArrayDeque<>();
    private long next;

    synchronized void add(String path, String model, Behaviour met, JsonNode body) {
        requests.add(new RecordedRequest(next++, path, model, met, body));
        if (requests.size() > MOST) {
            requests.remove();
        }
    }

    synchronized long next() {
        return next;
    }

    synchronized List<RecordedRequest> since(long number) {
        return requests.stream().filter(r -> r.number() >= number).toList();
    }
}
