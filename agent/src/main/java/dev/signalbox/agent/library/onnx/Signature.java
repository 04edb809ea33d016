package dev.signalbox.agent.library.onnx;

import ai.onnxruntime.MapInfo;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.SequenceInfo;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.ValueInfo;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a model takes and gives: the names, types and shapes of its inputs and outputs. */
record Signature(Map<String, Port> inputs, Map<String, Port> outputs) {
    private static final long ANY = -1;

    /** One input or output; the shape is empty for a scalar, for a value that is no tensor, and where the rank is unknown. */
    record Port(String type, long[] shape) {
        @Override
        public String toString() {
            return type + Arrays.toString(shape);
        }
    }

    static Signature of(OrtSession session) throws OrtException {
        return new Signature(ports(session.getInputInfo()), ports(session.getOutputInfo()));
    }

    /** Why a candidate cannot stand in for the model of this signature, or null where it can. */
    @Nullable
    String refusal(Signature candidate) {
        for (String name : candidate.inputs.keySet()) {
            if (!inputs.containsKey(name)) {
                return "it needs an input '" + name + "', which the primary does not have: " + inputs;
            }
        }
        @Nullable String refusal = refusal("input", inputs, candidate.inputs);
        return refusal != null ? refusal : refusal("output", outputs, candidate.outputs);
    }

    private static @Nullable String refusal(String what, Map<String, Port> ports, Map<String, Port> candidates) {
        for (Map.Entry<String, Port> entry : ports.entrySet()) {
            Port wanted = entry.getValue();
            @Nullable Port found = candidates.get(entry.getKey());
            if (found == null) {
                return "it has no " + what + " '" + entry.getKey() + "' but " + candidates;
            }
            boolean fits = wanted.type.equals(found.type)
                    && (what.equals("input")
                            ? accepts(found.shape, wanted.shape)
                            : mayEqual(found.shape, wanted.shape));
            if (!fits) {
                return "its " + what + " '" + entry.getKey() + "' is " + found + " where the primary's is " + wanted;
            }
        }
        return null;
    }

    /** Whether a model takes every tensor that the primary takes. */
    private static boolean accepts(long[] shape, long[] primary) {
        if (shape.length != primary.length) {
            return false;
        }
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] != ANY && shape[i] != primary[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether two results can have the same shape: a dimension that is open in the graph is settled by the inputs. */
    private static boolean mayEqual(long[] shape, long[] primary) {
        if (shape.length != primary.length) {
            return false;
        }
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] != ANY && primary[i] != ANY && shape[i] != primary[i]) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, Port> ports(Map<String, NodeInfo> infos) {
        Map<String, Port> ports = new LinkedHashMap<>();
        infos.forEach((name, info) -> ports.put(name, port(info.getInfo())));
        return ports;
    }

    private static Port port(ValueInfo info) {
        if (info instanceof TensorInfo tensor) {
            return new Port(tensor.type.name(), tensor.getShape().clone());
        }
        if (info instanceof SequenceInfo sequence) {
            return new Port(
                    sequence.sequenceOfMaps ? "SEQUENCE OF MAPS" : "SEQUENCE OF " + sequence.sequenceType, NONE);
        }
        if (info instanceof MapInfo map) {
            return new Port("MAP OF " + map.keyType + " TO " + map.valueType, NONE);
        }
        return new Port(info.getClass().getSimpleName(), NONE);
    }

    private static final long[] NONE = {};
}
