package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.config.StaticMethod;
import dev.signalbox.core.model.Instance;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite;
import dev.signalbox.core.testing.VirtualTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where an instance was made is asked when it is registered, and harmless where that fails. */
class ConstructedAtTest {
    private String place = "com.acme.App.main(App.java:42)";
    private @Nullable RuntimeException failure;
    private final Engine engine = engine();

    private Engine engine() {
        VirtualTime time = new VirtualTime(1);
        return new Engine(SignalboxConfig.observeOnly(), time, time, time, time, new Host() {
            @Override
            public @Nullable Object readField(String field, Object near) {
                return null;
            }

            @Override
            public Object create(StaticMethod factory, Object near) {
                throw new AssertionError(factory);
            }

            @Override
            public String constructedAt(Object instance) {
                if (failure != null) {
                    throw failure;
                }
                return place;
            }

            @Override
            public void hold(Object instance) {}

            @Override
            public void execute(Runnable work) {
                work.run();
            }

            @Override
            public void executeLater(long nanos, Runnable work) {
                execute(work);
            }

            @Override
            public void wakeControl() {}
        });
    }

    private Instance only() {
        assertThat(engine.instances().alive()).hasSize(1);
        return engine.instances().alive().get(0);
    }

    @Test
    void thePlaceIsKept() {
        TestModel model = new TestModel("a", engine.gate(), new TestSite());
        place = "elsewhere";
        engine.gate().constructed(new TestSite(), model);
        assertThat(only().constructedAt()).isEqualTo("com.acme.App.main(App.java:42)");
    }

    @Test
    void anInstanceThatWasCalledBeforeItsConstructorEndedLearnsItThen() {
        String later = place;
        place = "";
        TestModel model = new TestModel("a", engine.gate(), new TestSite());
        assertThat(only().constructedAt()).isEmpty();
        place = later;
        engine.gate().constructed(new TestSite(), model);
        assertThat(only().constructedAt()).isEqualTo(later);
    }

    @Test
    void aFailureIsCountedAndTheInstanceIsKnownAllTheSame() throws Throwable {
        failure = new IllegalStateException("no stack");
        TestModel model = new TestModel("a", engine.gate(), new TestSite());
        assertThat(model.ask("q")).isEqualTo("a:q");
        assertThat(only().constructedAt()).isEmpty();
        assertThat(engine.failures().count()).isEqualTo(1);
        assertThat(engine.failures().last()).singleElement().asString().contains("where an instance was made");
    }
}
