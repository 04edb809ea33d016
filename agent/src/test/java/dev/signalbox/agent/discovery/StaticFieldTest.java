package dev.signalbox.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StaticFieldTest {
    private static final Predicate<Class<?>> INITIALISED = InitialisedClasses.of(ByteBuddyAgent.install());
    private static final String HERE = StaticFieldTest.class.getName();
    private static final AtomicInteger INITIALISATIONS = new AtomicInteger();

    /** The application's class that owns the model. */
    static class App {
        private static final Object MODEL = new Object();

        @Nullable
        static Object late;

        Object instanceField = new Object();
    }

    /** Inherits the field. */
    static class SpecialApp extends App {}

    /** Makes its model when it is first used, which must not be by us. */
    static class Lazy {
        static final Object MODEL = made();

        private static Object made() {
            INITIALISATIONS.incrementAndGet();
            return new Object();
        }
    }

    @Test
    void aPrivateFieldOfANestedClassIsReadUnderBothOfItsNames() {
        Object expected = App.MODEL;

        assertThat(read(HERE + ".App.MODEL")).isSameAs(expected);
        assertThat(read(HERE + "$App.MODEL")).isSameAs(expected);
        assertThat(StaticField.of("com.acme.App.MODEL")).hasToString("com.acme.App.MODEL");
    }

    @Test
    void anInheritedFieldIsRead() {
        Object expected = new SpecialApp();
        App.late = expected;

        assertThat(read(HERE + ".SpecialApp.late")).isSameAs(expected);
    }

    @Test
    void aFieldThatIsEmptyMissingOrNotStaticHoldsNothing() {
        App.late = null;

        assertThat(read(HERE + ".App.late")).isNull();
        assertThat(read(HERE + ".App.missing")).isNull();
        assertThat(read(HERE + ".App.instanceField")).isNull();
        assertThat(read("com.acme.App.MODEL")).isNull();
        assertThat(read("MODEL")).isNull();
    }

    @Test
    void aFieldOfTheJdkThatIsOutOfReachHoldsNothing() {
        assertThat(read("java.lang.System.bootLayer")).isNull();
    }

    @Test
    void aClassIsNotInitialisedForItsField() {
        assertThat(read(HERE + ".Lazy.MODEL")).isNull();
        assertThat(INITIALISATIONS).hasValue(0);

        Object model = Lazy.MODEL;
        assertThat(read(HERE + ".Lazy.MODEL")).isSameAs(model);
        assertThat(INITIALISATIONS).hasValue(1);
    }

    private @Nullable Object read(String field) {
        return StaticField.of(field).read(this, INITIALISED);
    }
}
