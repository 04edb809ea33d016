package dev.signalbox.agent.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BuiltInRetriesTest {
    private static class Client {
        private final Integer maxRetries = 2;
    }

    private static final class Narrower extends Client {}

    @Test
    void theTextTellsTheNumberAndTheWayOut() {
        assertThat(BuiltInRetries.advice("x", 3, "maxRetries(0)"))
                .isEqualTo(
                        "java.lang.String retries by itself, up to 3 times: an attempt that a route makes on it is over"
                                + " only after 4 of its own, and the next chain is asked later. maxRetries(0) gets a call there"
                                + " sooner");
        assertThat(BuiltInRetries.advice("x", 1, "y")).contains("up to 1 time:");
        assertThat(BuiltInRetries.advice("x", 0, "y")).isNull();
        assertThat(BuiltInRetries.advice("x", -1, "y")).isNull();
    }

    @Test
    void fieldsOfTheLibraryAreReadAlsoInWhatExtendsIt() throws IllegalAccessException {
        assertThat(BuiltInRetries.read(new Narrower(), "dev.signalbox.", "maxRetries"))
                .isEqualTo(2);
        assertThat(BuiltInRetries.read(new Narrower(), "dev.signalbox.", "others"))
                .isNull();
        assertThat(BuiltInRetries.read(new Narrower(), "com.acme.", "maxRetries"))
                .isNull();
        assertThat(BuiltInRetries.read(Optional.empty(), "com.acme.", "value")).isNull();
    }

    @Test
    void aModuleThatIsNotOpenIsTold() {
        assertThatThrownBy(() -> BuiltInRetries.read(new ArrayList<>(), "java.", "size"))
                .isInstanceOfSatisfying(
                        IllegalAccessException.class,
                        why -> assertThat(BuiltInRetries.unreadable("x", why))
                                .startsWith(
                                        "whether java.lang.String retries by itself could not be read: module java.base"
                                                + " does not open java.util to us"));
    }
}
