package dev.signalbox.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FieldValuesTest {
    private static class Outer {
        static final Thing SHARED = new Thing("shared");
        private final Object own;
        private @Nullable Thing later;
        final int number = 7;

        Outer(Object own) {
            this.own = own;
        }
    }

    private static final class Inner extends Outer {
        private final Thing more = new Thing("more");
        private final String text = "text";

        Inner(Object own) {
            super(own);
        }
    }

    private record Thing(String name) {}

    @Test
    void givesWhatLiesInTheFieldsOfAClassAndItsAncestors() {
        Thing own = new Thing("own");
        Inner object = new Inner(own);
        assertThat(FieldValues.of(object)).containsExactly(object.more, own);
        ((Outer) object).later = Outer.SHARED;
        assertThat(FieldValues.of(object)).containsExactly(object.more, own, Outer.SHARED);
        assertThat(object.text.length() + object.number).isEqualTo(11);
    }

    @Test
    void whatBelongsToTheJdkIsNoModel() {
        assertThat(FieldValues.of(new Inner(List.of(new Thing("listed"))))).hasSize(1);
        assertThat(FieldValues.of("text")).isEmpty();
    }

    @Test
    void aLambdaTellsWhatItCaptured() {
        Thing captured = new Thing("captured");
        Supplier<Thing> lambda = () -> captured;
        assertThat(FieldValues.of(lambda)).containsExactly(captured);
    }
}
