package dev.signalbox.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnchorsTest {
    /** Something heavy that nobody else holds. */
    static final class Model {}

    @Test
    void anInstanceIsHeldUntilAllAreReleased() {
        Anchors anchors = new Anchors();
        @Nullable Model model = new Model();
        Model loose = new Model();
        anchors.hold(model);
        anchors.hold(model);
        WeakReference<Model> held = new WeakReference<>(model);
        WeakReference<Model> notHeld = new WeakReference<>(loose);
        model = null;
        loose = null;

        collectUntilGone(notHeld);
        assertThat(held.refersTo(null)).isFalse();

        anchors.release();
        collectUntilGone(held);
        Reference.reachabilityFence(anchors);
    }

    private static void collectUntilGone(WeakReference<?> reference) {
        for (int i = 0; i < 50 && !reference.refersTo(null); i++) {
            System.gc();
        }
        assertThat(reference.refersTo(null)).isTrue();
    }
}
