package dev.signalbox.core.drill;

import dev.signalbox.core.site.FailureClass;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is injected into a call instead of, or before, the model's own work. */
public enum DrillKind {
    /** The call fails at once, as with a 500. The model is not called. */
    ERROR(FailureClass.TRANSIENT),
    /** The call fails at once, as with a 429. The model is not called. */
    RATE_LIMIT(FailureClass.OVERLOAD),
    /** The call takes longer; then the model is called. */
    LATENCY(null),
    /** The call does not come back before the drill ends; then it fails as if it had timed out. The model is not called. */
    HANG(FailureClass.TRANSIENT);

    private final @Nullable FailureClass failure;

    DrillKind(@Nullable FailureClass failure) {
        this.failure = failure;
    }

    /** What the injected failure counts as, or null where the model is called in the end. */
    public @Nullable FailureClass failure() {
        return failure;
    }

    /** The word used in JMX: {@code rate-limit}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The words of all kinds. */
    public static List<String> words() {
        return Arrays.stream(values()).map(DrillKind::word).toList();
    }

    /**
     * The kind of a word.
     *
     * @throws IllegalArgumentException where there is none; it names those there are
     */
    public static DrillKind of(String word) {
        return Arrays.stream(values())
                .filter(k -> k.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown kind of drill '" + word + "'; known: " + String.join(", ", words())));
    }
}
