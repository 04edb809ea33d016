package dev.signalbox.agent.library.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.List;

/** Real models of one operator, small enough to be written down. */
final class OnnxModels {
    static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;
    static final int DOUBLE = TensorProto.DataType.DOUBLE_VALUE;
    static final int LONG = TensorProto.DataType.INT64_VALUE;
    static final long ANY = -1;

    private OnnxModels() {}

    /** Multiplies a row of three by a constant: y = x * factor. */
    static OrtSession times(String name, float factor) throws OrtException {
        return times(name, factor, "x", new long[] {ANY, 3}, "y", new long[] {ANY, 3});
    }

    static OrtSession times(String name, float factor, String in, long[] inShape, String out, long[] outShape)
            throws OrtException {
        return session(graph(name, node("Mul", out, in, "factor"))
                .addInput(value(in, FLOAT, inShape))
                .addOutput(value(out, FLOAT, outShape))
                .addInitializer(TensorProto.newBuilder()
                        .setName("factor")
                        .setDataType(FLOAT)
                        .addFloatData(factor)));
    }

    /** The same with doubles. */
    static OrtSession timesTwoInDouble(String name) throws OrtException {
        return session(graph(name, node("Add", "y", "x", "x"))
                .addInput(value("x", DOUBLE, ANY, 3))
                .addOutput(value("y", DOUBLE, ANY, 3)));
    }

    /** Gives out two outputs: y as {@link #times} does, and the input itself as z. */
    static OrtSession twoOutputs(String name, float factor, String first, String second) throws OrtException {
        return session(graph(name, node("Mul", "y", "x", "factor"), node("Identity", "z", "x"))
                .addInput(value("x", FLOAT, ANY, 3))
                .addOutput(value(first, FLOAT, ANY, 3))
                .addOutput(value(second, FLOAT, ANY, 3))
                .addInitializer(TensorProto.newBuilder()
                        .setName("factor")
                        .setDataType(FLOAT)
                        .addFloatData(factor)));
    }

    /** Reshapes x to the shape in a spare input: a shape that does not fit is a failure of the run. */
    static OrtSession reshape(String name) throws OrtException {
        return session(graph(name, node("Reshape", "y", "x", "shape"))
                .addInput(value("x", FLOAT, ANY, 3))
                .addInput(value("shape", LONG, 2))
                .addOutput(value("y", FLOAT, ANY, ANY)));
    }

    /** Picks rows of x: an index beyond them is a bad argument. */
    static OrtSession gather(String name) throws OrtException {
        return session(graph(name, node("Gather", "y", "x", "rows"))
                .addInput(value("x", FLOAT, ANY, 3))
                .addInput(value("rows", LONG, ANY))
                .addOutput(value("y", FLOAT, ANY, 3)));
    }

    private static GraphProto.Builder graph(String name, NodeProto... nodes) {
        return GraphProto.newBuilder().setName(name).addAllNode(List.of(nodes));
    }

    private static NodeProto node(String operator, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setName(operator + output)
                .setOpType(operator)
                .addAllInput(List.of(inputs))
                .addOutput(output)
                .build();
    }

    private static ValueInfoProto value(String name, int type, long... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (int i = 0; i < shape.length; i++) {
            TensorShapeProto.Dimension.Builder dimension = dimensions.addDimBuilder();
            if (shape[i] == ANY) {
                dimension.setDimParam(name + i);
            } else {
                dimension.setDimValue(shape[i]);
            }
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(type).setShape(dimensions)))
                .build();
    }

    private static OrtSession session(GraphProto.Builder graph) throws OrtException {
        byte[] model = ModelProto.newBuilder()
                .setIrVersion(7)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(13))
                .setGraph(graph)
                .build()
                .toByteArray();
        return OrtEnvironment.getEnvironment().createSession(model, new OrtSession.SessionOptions());
    }
}
