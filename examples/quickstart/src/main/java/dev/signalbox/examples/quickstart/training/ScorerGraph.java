package dev.signalbox.examples.quickstart.training;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;

/**
 * The ONNX form both scorers share, so that one can stand in for the other: inputs {@code input} (float, N x 16) and
 * {@code layout} (int64, 2), output {@code output} (float, N x 2).
 *
 * <p>The network reshapes its input to {@code layout} first. A layout that does not fit makes ONNX Runtime fail with
 * {@code ORT_FAIL} in that model alone; the logistic model carries the input but never reads it.
 */
final class ScorerGraph {
    static final String MLP = "scorer-mlp";
    static final String LOGISTIC = "scorer-logistic";
    private static final String LAYOUT = "layout";

    private ScorerGraph() {}

    /** Tribuo's export with the spare input and a name of its own. */
    static ModelProto logistic(ModelProto exported) {
        ModelProto.Builder model = exported.toBuilder();
        model.getGraphBuilder().setName(LOGISTIC).addInput(layoutInput());
        return model.build();
    }

    /** The network in the frame (inputs, outputs, versions) of Tribuo's export. */
    static ModelProto mlp(ModelProto exported, Mlp mlp) {
        GraphProto frame = exported.getGraph();
        String input = frame.getInput(0).getName();
        String output = frame.getOutput(0).getName();
        GraphProto graph = GraphProto.newBuilder()
                .setName(MLP)
                .addInput(frame.getInput(0))
                .addInput(layoutInput())
                .addOutput(frame.getOutput(0))
                .addInitializer(matrix("hidden.weights", mlp.hiddenWeights))
                .addInitializer(vector("hidden.bias", mlp.hiddenBias))
                .addInitializer(matrix("output.weights", mlp.outputWeights))
                .addInitializer(vector("output.bias", mlp.outputBias))
                .addNode(node("Reshape", "rows", input, LAYOUT))
                .addNode(gemm("hidden", "rows"))
                .addNode(node("Relu", "hidden.active", "hidden"))
                .addNode(gemm("output", "hidden.active"))
                .addNode(node("Softmax", output, "output.logits").toBuilder().addAttribute(intAttribute("axis", 1)))
                .build();
        return exported.toBuilder().setGraph(graph).build();
    }

    private static ValueInfoProto layoutInput() {
        OnnxMl.TensorShapeProto shape = OnnxMl.TensorShapeProto.newBuilder()
                .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(2))
                .build();
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.INT64.getNumber())
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(LAYOUT)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    private static NodeProto gemm(String layer, String input) {
        String result = layer.equals("output") ? "output.logits" : layer;
        return node("Gemm", result, input, layer + ".weights", layer + ".bias").toBuilder()
                .addAttribute(intAttribute("transB", 1))
                .build();
    }

    private static NodeProto node(String operation, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(operation)
                .setName(operation + "." + output)
                .addAllInput(List.of(inputs))
                .addOutput(output)
                .build();
    }

    private static AttributeProto intAttribute(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static TensorProto matrix(String name, float[][] rows) {
        TensorProto.Builder tensor = floats(name).addDims(rows.length).addDims(rows[0].length);
        for (float[] row : rows) {
            for (float value : row) {
                tensor.addFloatData(value);
            }
        }
        return tensor.build();
    }

    private static TensorProto vector(String name, float[] values) {
        TensorProto.Builder tensor = floats(name).addDims(values.length);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return tensor.build();
    }

    private static TensorProto.Builder floats(String name) {
        return TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
    }
}
