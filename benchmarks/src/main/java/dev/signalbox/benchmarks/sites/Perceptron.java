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

/** A small real model: a perceptron of one hidden layer over 16 numbers, as the quickstart's scorer is one, in ONNX. */
final class Perceptron {
    static final String INPUT = "x";
    static final int INPUTS = 16;

    private static final int HIDDEN = 32;
    private static final int OUTPUTS = 2;
    private static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;
    private static final int OPERATORS = 13;
    private static final int FORMAT = 7;

    private Perceptron() {}

    /** The model as a file; its name is that of the graph, and can be told by its answers. */
    static byte[] named(String name) {
        float sign = name.equals("large") ? 1 : -1;
        return ModelProto.newBuilder()
                .setIrVersion(FORMAT)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATORS))
                .setGraph(GraphProto.newBuilder()
                        .setName(name)
                        .addInput(rows(INPUT, INPUTS))
                        .addOutput(rows("y", OUTPUTS))
                        .addInitializer(numbers("w1", 0, INPUTS, HIDDEN))
                        .addInitializer(numbers("b1", 1, HIDDEN))
                        .addInitializer(numbers("w2", sign, HIDDEN, OUTPUTS))
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
