package dev.signalbox.examples.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Compares what two models were asked. */
final class Bodies {
    private Bodies() {}

    /** The fields of two requests that differ, but for the model's name. */
    static List<String> differences(JsonNode one, JsonNode other) {
        TreeSet<String> fields = new TreeSet<>();
        one.fieldNames().forEachRemaining(fields::add);
        other.fieldNames().forEachRemaining(fields::add);
        fields.remove("model");
        List<String> different = new ArrayList<>();
        for (String field : fields) {
            if (!one.path(field).equals(other.path(field))) {
                different.add(field + ": " + one.path(field) + " | " + other.path(field));
            }
        }
        return different;
    }
}
