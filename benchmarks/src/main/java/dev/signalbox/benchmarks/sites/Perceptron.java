package dev.signalbox.benchmarks.sites;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;

/** A real model: a perceptron of one hidden layer, as the quickstart's scorer is one, in ONNX. */
public final class Perceptron {
    /** The name of its input, a row of numbers for each answer. */
    public static final String INPUT = "x";

    static final int INPUTS = 16;

    private static final int HIDDEN = 32;
    private static final int OUTPUTS = 2;
    private static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;
    private static final int OPERATORS = 13;
    private static final int FORMAT = 7;

    private Perceptron() {}

    /** A small model over 16 numbers, as a file; its name is that of the graph, and can be told by its answers. */
    static byte[] named(String name) {
        return of(name, name.equals("large") ? 1 : -1, INPUTS, HIDDEN);
    }

    /**
     * A model as a file.
     *
     * @param name of the graph
     * @param sign of its answers: 1 or -1
     * @param inputs how many numbers it takes for each answer
     * @param hidden the width of its hidden layer
     */
    public static byte[] of(String name, float sign, int inputs, int hidden) {
        return ModelProto.newBuilder()
                .setIrVersion(FORMAT)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATORS))
                .setGraph(GraphProto.newBuilder()
                        .setName(name)
                        .addInput(rows(INPUT, inputs))
                        .addOutput(rows("y", OUTPUTS))
                        .addInitializer(numbers("w1", 0, inputs, hidden))
                        .addInitializer(numbers("b1", 1, hidden))
                        .addInitializer(numbers("w2", sign, hidden, OUTPUTS))
                        .addInitializer(numbers("b2", 0, OUTPUTS))
                        .addNode(node("Gemm", "sums", INPUT, "w1", "b1"))
                        .addNode(node("Relu", "hidden", "sums"))
                        .addNode(node("Gemm", "y", "hidden", "w2", "b2")))
                .build()
                .toByteArray();
    }

    static String signature(float[][] answer) {
        return answer[0][0] > 0 ? "large" : "small";
    }

    private static NodeProto node(String operator, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setName(output)
                .setOpType(operator)
                .addAllInput(List.of(inputs))
                .addOutput(output)
                .build();
    }

    private static ValueInfoProto rows(String name, int width) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDimBuilder().setDimParam("rows");
        shape.addDimBuilder().setDimValue(width);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(FLOAT).setShape(shape)))
                .build();
    }

    private static TensorProto numbers(String name, float around, int... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(FLOAT);
        int count = 1;
        for (int length : shape) {
            tensor.addDims(length);
            count *= length;
        }
        for (int i = 0; i < count; i++) {
            tensor.addFloatData(around + 0.1f * (float) Math.sin(i));
        }
        return tensor.build();
    }
}
