package dev.signalbox.examples.quickstart.training;

import java.util.Random;

/** A network with one hidden layer of rectified units, trained by stochastic gradient descent with momentum. */
final class Mlp {
    static final int HIDDEN = 48;
    static final int CLASSES = 2;

    private static final int EPOCHS = 30;
    private static final float MOMENTUM = 0.9f;

    final float[][] hiddenWeights = new float[HIDDEN][Dataset.FEATURES];
    final float[] hiddenBias = new float[HIDDEN];
    final float[][] outputWeights = new float[CLASSES][HIDDEN];
    final float[] outputBias = new float[CLASSES];

    private final float[][] hiddenVelocity = new float[HIDDEN][Dataset.FEATURES];
    private final float[][] outputVelocity = new float[CLASSES][HIDDEN];
    private final float[] hidden = new float[HIDDEN];

    private Mlp(Random random) {
        fill(hiddenWeights, random, Math.sqrt(2.0 / Dataset.FEATURES));
        fill(outputWeights, random, Math.sqrt(2.0 / HIDDEN));
    }

    static Mlp train(Dataset data, long seed) {
        Random random = new Random(seed);
        Mlp mlp = new Mlp(random);
        int steps = EPOCHS * data.size();
        for (int step = 0; step < steps; step++) {
            int row = random.nextInt(data.size());
            float rate = 0.004f * (1 - (float) step / steps);
            mlp.learn(data.features()[row], data.labels()[row], rate);
        }
        return mlp;
    }

    private void learn(float[] x, int label, float rate) {
        float[] error = forward(x);
        error[label] -= 1;
        float[] back = new float[HIDDEN];
        for (int unit = 0; unit < HIDDEN; unit++) {
            for (int output = 0; output < CLASSES; output++) {
                back[unit] += hidden[unit] > 0 ? error[output] * outputWeights[output][unit] : 0;
            }
        }
        descend(outputWeights, outputVelocity, outputBias, error, hidden, rate);
        descend(hiddenWeights, hiddenVelocity, hiddenBias, back, x, rate);
    }

    private float[] forward(float[] x) {
        for (int unit = 0; unit < HIDDEN; unit++) {
            hidden[unit] = Math.max(0, hiddenBias[unit] + dot(hiddenWeights[unit], x));
        }
        float positive = outputBias[1] + dot(outputWeights[1], hidden);
        float negative = outputBias[0] + dot(outputWeights[0], hidden);
        float probability = (float) (1 / (1 + Math.exp(negative - positive)));
        return new float[] {1 - probability, probability};
    }

    private static void descend(
            float[][] weights, float[][] velocity, float[] bias, float[] error, float[] input, float rate) {
        for (int unit = 0; unit < weights.length; unit++) {
            for (int i = 0; i < input.length; i++) {
                velocity[unit][i] = MOMENTUM * velocity[unit][i] - rate * error[unit] * input[i];
                weights[unit][i] += velocity[unit][i];
            }
            bias[unit] -= rate * error[unit];
        }
    }

    private static float dot(float[] a, float[] b) {
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void fill(float[][] weights, Random random, double scale) {
        for (float[] row : weights) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) (random.nextGaussian() * scale);
            }
        }
    }
}
