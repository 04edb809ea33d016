package dev.signalbox.core.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.AllocationPriority;
import dev.signalbox.core.config.CallerRule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose frames rules speak of. */
class CallersTest {
    private static final String HERE = CallersTest.class.getName();
    private static final String BATCH = HERE + "$Batch";
    private static final String OTHER = HERE + "$Other";

    /** What the first of some patterns that is spoken of says: the first is critical, the next high, and so on. */
    private static @Nullable AllocationPriority asked(String... patterns) {
        List<CallerRule> rules = new ArrayList<>();
        for (String pattern : patterns) {
            rules.add(new CallerRule(pattern, AllocationPriority.values()[rules.size()]));
        }
        return new Callers(rules).priority();
    }

    /** Calls that are made in several ways. */
    private static final class Batch {
        static @Nullable AllocationPriority run(Supplier<@Nullable AllocationPriority> call) {
            return call.get();
        }

        static @Nullable AllocationPriority inLambda(Supplier<@Nullable AllocationPriority> call) {
            return Other.get(() -> call.get());
        }

        static @Nullable AllocationPriority inAnonymous(Supplier<@Nullable AllocationPriority> call) {
            return new Supplier<@Nullable AllocationPriority>() {
                @Override
                public @Nullable AllocationPriority get() {
                    return Other.get(call);
                }
            }.get();
        }

        static Supplier<@Nullable AllocationPriority> later(Supplier<@Nullable AllocationPriority> call) {
            return () -> call.get();
        }
    }

    private static final class Other {
        static @Nullable AllocationPriority get(Supplier<@Nullable AllocationPriority> call) {
            return call.get();
        }
    }

    @Test
    void aClassAMethodOrAPackageThatIsOnTheStack() {
        assertThat(asked(HERE)).isEqualTo(AllocationPriority.CRITICAL);
        assertThat(asked(HERE + ".aClassAMethodOrAPackageThatIsOnTheStack")).isEqualTo(AllocationPriority.CRITICAL);
        assertThat(asked(HERE + ".*")).as("all of a class").isEqualTo(AllocationPriority.CRITICAL);
        assertThat(asked("com.acme.*", "org.junit.jupiter.*"))
                .as("a package far above")
                .isEqualTo(AllocationPriority.HIGH);
    }

    @Test
    void namesThatOnlyBeginAlikeAreOthers() {
        String half = HERE.substring(0, HERE.length() - 4);
        assertThat(half).endsWith("Callers");
        assertThat(Other.get(() -> asked(HERE + "$Oth", HERE + ".names", "org.juni.*", "org.junit")))
                .isNull();
        assertThat(Batch.run(() -> asked(BATCH + ".ru", HERE + ".run"))).isNull();
    }

    @Test
    void nestedAnonymousAndLambdaCodeIsItsClasss() {
        assertThat(Batch.inAnonymous(() -> asked(BATCH + "$1"))).isEqualTo(AllocationPriority.CRITICAL);
        assertThat(Batch.later(() -> asked(BATCH)).get()).isEqualTo(AllocationPriority.CRITICAL);
        assertThat(Batch.later(() -> asked(BATCH + ".later")).get())
                .as("the body of a lambda is its method's")
                .isEqualTo(AllocationPriority.CRITICAL);
        assertThat(new Thrice().inner(() -> asked(BATCH, OTHER, HERE + "$Thrice")))
                .isEqualTo(AllocationPriority.NORMAL);
    }

    private static final class Thrice {
        @Nullable
        AllocationPriority inner(Supplier<@Nullable AllocationPriority> call) {
            class Local {
                @Nullable
                AllocationPriority ask() {
                    return call.get();
                }
            }
            return new Local().ask();
        }
    }

    @Test
    void theNearestFrameSpeaksAndOfItsPatternsTheLongest() {
        assertThat(Other.get(() -> Batch.run(() -> asked(OTHER, BATCH)))).isEqualTo(AllocationPriority.HIGH);
        assertThat(Batch.run(() -> Other.get(() -> asked(OTHER, BATCH)))).isEqualTo(AllocationPriority.CRITICAL);
        assertThat(Batch.inLambda(() -> asked(OTHER, BATCH)))
                .as("a lambda of Batch, run by Other")
                .isEqualTo(AllocationPriority.HIGH);
        assertThat(Batch.run(() -> asked(BATCH, BATCH + ".run"))).isEqualTo(AllocationPriority.HIGH);
        assertThat(Batch.run(() -> asked(BATCH + ".run", BATCH))).isEqualTo(AllocationPriority.CRITICAL);
    }

    @Test
    void aFrameBeyondTheNearest64IsNotSeen() {
        String pattern = HERE + ".aFrameBeyondTheNearest64IsNotSeen";
        assertThat(deep(Callers.MOST_FRAMES - 12, pattern)).isEqualTo(AllocationPriority.CRITICAL);
        assertThat(deep(Callers.MOST_FRAMES, pattern)).isNull();
    }

    private static @Nullable AllocationPriority deep(int frames, String pattern) {
        return frames == 0 ? asked(pattern) : deep(frames - 1, pattern);
    }
}
