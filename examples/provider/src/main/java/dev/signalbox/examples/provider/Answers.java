package dev.signalbox.examples.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The services of the provider: what is answered to a request that is to be answered, and how it is broken. */
final class Answers {
    private Answers() {}

    static void embeddings(Wire wire, String model, JsonNode request, Behaviour effect) throws IOException {
        whole(wire, Embeddings.of(model, request), effect);
    }

    static void chat(Wire wire, String model, JsonNode request, Behaviour effect) throws IOException {
        Completion completion = new Completion(model, Content.of(model, request));
        if (request.path("stream").asBoolean()) {
            stream(wire, completion, request, effect);
        } else {
            whole(wire, completion.body(), effect);
        }
    }

    private static void whole(Wire wire, JsonNode body, Behaviour effect) throws IOException {
        if (effect == Behaviour.TRUNCATE) {
            wire.halfOf(body);
        } else {
            wire.body(body);
        }
    }

    private static void stream(Wire wire, Completion completion, JsonNode request, Behaviour effect)
            throws IOException {
        if (effect == Behaviour.STREAM_ERROR) {
            wire.events(List.of(Refusal.SERVER_ERROR.body().toString()), false);
            return;
        }
        List<JsonNode> chunks = new ArrayList<>(completion.chunks(Provider.CHUNKS));
        boolean broken = effect == Behaviour.CUT || effect == Behaviour.NO_DONE;
        if (broken) {
            chunks.subList(Math.min(Provider.CUT_AFTER, chunks.size()), chunks.size())
                    .clear();
        } else {
            chunks.addAll(completion.ending(
                    request.path("stream_options").path("include_usage").asBoolean()));
        }
        List<String> events =
                new ArrayList<>(chunks.stream().map(JsonNode::toString).toList());
        if (!broken) {
            events.add("[DONE]");
        }
        wire.events(events, effect == Behaviour.CUT);
    }
}
