package dev.signalbox.benchmarks.call;

import org.openjdk.jmh.annotations.CompilerControl;

/**
 * The model whose calls are measured. It does next to nothing, so that what is added shows, but it is a real call: no model
 * is small enough to be inlined into its caller. Its answers are made beforehand, so that allocation is the engine's alone.
 */
public class Scorer {
    private static final int ANSWERS = 64;

    private final String name;
    private final Score[] answers = new Score[ANSWERS];

    /** A scorer that signs its answers. */
    public Scorer(String name) {
        this.name = name;
        for (int i = 0; i < ANSWERS; i++) {
            answers[i] = new Score(name, i / (double) ANSWERS);
        }
    }

    /** The name it signs with. */
    public String name() {
        return name;
    }

    /** Scores. */
    public Score score(Features features) {
        return body(features);
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private Score body(Features features) {
        return answers[(features.age() * 31 + features.visits()) & (ANSWERS - 1)];
    }
}
