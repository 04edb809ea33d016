package dev.signalbox.examples.quickstart.training;

import ai.onnx.proto.OnnxMl;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** The cheap model: Tribuo's logistic regression, exported by Tribuo. */
final class LogisticTrainer {
    private static final Logger TRIBUO_LOG = Logger.getLogger("org.tribuo");

    private LogisticTrainer() {}

    static OnnxMl.ModelProto train(Dataset data, long seed) {
        TRIBUO_LOG.setLevel(Level.WARNING);
        LabelFactory labels = new LabelFactory();
        List<Example<Label>> examples = new ArrayList<>();
        for (int row = 0; row < data.size(); row++) {
            examples.add(example(data.features()[row], data.labels()[row]));
        }
        ListDataSource<Label> source =
                new ListDataSource<>(examples, labels, new SimpleDataSourceProvenance("generated", labels));
        LinearSGDModel model = new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.1), 5, examples.size(), seed)
                .train(new MutableDataset<>(source));
        requireColumnOrder(model);
        return model.exportONNXModel("dev.signalbox.examples", 1);
    }

    private static Example<Label> example(float[] features, int label) {
        String[] names = new String[features.length];
        double[] values = new double[features.length];
        for (int column = 0; column < features.length; column++) {
            // Tribuo numbers features by the order of their names, hence the leading zero.
            names[column] = String.format("f%02d", column);
            values[column] = features[column];
        }
        return new ArrayExample<>(new Label(Integer.toString(label)), names, values);
    }

    /** Tribuo numbers labels itself; the two models are interchangeable only if column 1 is class 1 in both. */
    private static void requireColumnOrder(LinearSGDModel model) {
        if (model.getOutputIDInfo().getID(new Label("1")) != 1) {
            throw new IllegalStateException("Tribuo put class 1 into column 0");
        }
    }
}
