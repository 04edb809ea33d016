package dev.signalbox.agent.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where the main thread stands is read off the bottom of its stack. */
class MainBegunTest {
    private static StackTraceElement[] stack(String... classesFromTop) {
        StackTraceElement[] stack = new StackTraceElement[classesFromTop.length];
        for (int i = 0; i < stack.length; i++) {
            stack[i] = new StackTraceElement(classesFromTop[i], "m", null, -1);
        }
        return stack;
    }

    private static boolean begun(String... classesFromTop) {
        return MainBegun.hasBegun(Thread.State.RUNNABLE, stack(classesFromTop));
    }

    @Test
    void notInPremainNorWhileTheMainClassIsLookedFor() {
        assertThat(begun("com.acme.OtherAgent", "sun.instrument.InstrumentationImpl"))
                .isFalse();
        assertThat(begun("java.lang.Class", "sun.launcher.LauncherHelper")).isFalse();
        assertThat(begun()).isFalse();
    }

    @Test
    void inMainAndAfterIt() {
        assertThat(begun("java.lang.Object", "com.acme.App")).isTrue();
        assertThat(MainBegun.hasBegun(Thread.State.TERMINATED, stack())).isTrue();
    }
}
