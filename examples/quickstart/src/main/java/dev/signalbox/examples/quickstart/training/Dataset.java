package dev.signalbox.examples.quickstart.training;

import java.util.Random;

/**
 * Labelled examples whose classes a straight line separates only in part: a logistic model gets most of them, a network with
 * a hidden layer nearly all.
 *
 * @param features one row of {@link #FEATURES} values an example
 * @param labels 0 or 1 for each row
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Dataset(float[][] features, int[] labels) {
    /** Features an example has. */
    public static final int FEATURES = 16;

    private static final double LABEL_NOISE = 0.05;

    /** The same examples for the same seed. */
    public static Dataset generate(long seed, int size) {
        Random random = new Random(seed);
        float[][] features = new float[size][FEATURES];
        int[] labels = new int[size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < FEATURES; column++) {
                features[row][column] = (float) random.nextGaussian();
            }
            boolean positive = boundary(features[row]) > 0;
            boolean flipped = random.nextDouble() < LABEL_NOISE;
            labels[row] = positive != flipped ? 1 : 0;
        }
        return new Dataset(features, labels);
    }

    /** Number of examples. */
    public int size() {
        return labels.length;
    }

    private static double boundary(float[] x) {
        double straight = 1.2 * x[0] - 1.0 * x[1] + 0.8 * x[2] + 0.6 * x[3];
        double bent = 1.4 * (Math.abs(x[4]) - 0.8) + 1.1 * (Math.abs(x[5]) - 0.8);
        return straight + bent;
    }
}
