package dev.signalbox.examples.quickstart.serving;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** {@code {"features": [..], "layout": [-1, 16]}} to {@code {"probability": 0.93}}. */
final class ScoreEndpoint implements Endpoint {
    private final Scorer scorer;

    ScoreEndpoint(Scorer scorer) {
        this.scorer = scorer;
    }

    @Override
    public JsonNode answer(JsonNode request) throws OrtException {
        JsonNode features = request.required("features");
        float[] values = new float[features.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = features.get(i).floatValue();
        }
        JsonNode layout = request.required("layout");
        long[] shape = {layout.required(0).longValue(), layout.required(1).longValue()};
        return JsonNodeFactory.instance.objectNode().put("probability", scorer.score(values, shape));
    }
}
