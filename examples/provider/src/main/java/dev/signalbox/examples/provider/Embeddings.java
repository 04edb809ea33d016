package dev.signalbox.examples.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Random;

/** Embeddings in the OpenAI format: a text's vector depends on the text and the model's name alone. */
final class Embeddings {
    private static final int DIMENSIONS = 8;

    private Embeddings() {}

    static ObjectNode of(String model, JsonNode request) {
        JsonNode input = request.required("input");
        ArrayNode texts = input.isArray()
                ? (ArrayNode) input
                : JsonNodeFactory.instance.arrayNode().add(input);
        int dimensions = request.path("dimensions").asInt(DIMENSIONS);
        boolean base64 = request.path("encoding_format").asText().equals("base64");
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = body.putArray("data");
        for (JsonNode text : texts) {
            ObjectNode item = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            float[] vector = vector(model, text.asText(), dimensions);
            item.set("embedding", base64 ? packed(vector) : listed(vector));
        }
        body.put("model", model);
        body.putObject("usage").put("prompt_tokens", texts.size()).put("total_tokens", texts.size());
        return body;
    }

    private static float[] vector(String model, String text, int dimensions) {
        Random random = new Random(31L * model.hashCode() + text.hashCode());
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = random.nextFloat() - 0.5f;
        }
        return vector;
    }

    private static JsonNode listed(float[] vector) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (float value : vector) {
            list.add(value);
        }
        return list;
    }

    private static JsonNode packed(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return JsonNodeFactory.instance.textNode(Base64.getEncoder().encodeToString(bytes.array()));
    }
}
