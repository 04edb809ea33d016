package dev.signalbox.agent.library.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.config.CallSiteConfig;
import dev.signalbox.core.config.Replay;
import dev.signalbox.core.site.FailureClass;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MethodSiteTest {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    /** What an application may write, with names that differ from instance to instance. */
    interface Scorer extends Named {
        double score(float[] features, int top);

        double score(float[] features);

        default void reset() {}

        String join(String first, Object... rest);

        static String version() {
            return "1";
        }

        int six(int a, long b, String c, double d, boolean e, char f);

        int seven(int a, int b, int c, int d, int e, int f, int g);
    }

    interface Named {
        @Nullable
        String title();
    }

    /** Its methods are called through the root type. */
    private static class Sum implements Scorer {
        private final @Nullable String title;
        private int resets;

        Sum(@Nullable String title) {
            this.title = title;
        }

        @Override
        public double score(float[] features, int top) {
            double sum = 0;
            for (int i = 0; i < top; i++) {
                sum += features[i];
            }
            return sum;
        }

        @Override
        public double score(float[] features) {
            return score(features, features.length);
        }

        @Override
        public void reset() {
            resets++;
        }

        @Override
        public String join(String first, Object... rest) {
            return first + rest.length;
        }

        @Override
        public int six(int a, long b, String c, double d, boolean e, char f) {
            return (a + "" + b + c + d + e + f).hashCode();
        }

        @Override
        public int seven(int a, int b, int c, int d, int e, int f, int g) {
            return 7;
        }

        @Override
        public @Nullable String title() {
            if ("broken".equals(title)) {
                throw new IllegalStateException(title);
            }
            return title;
        }
    }

    @Test
    void callsTheMethodWithTheHeadOfTheArguments() throws Throwable {
        MethodSite site = site("score", List.of("float[]", "int"), null);

        assertThat(site.invoke(0, new Sum("a"), args(new float[] {1, 2, 4}, 2))).isEqualTo(3.0);
        assertThat(site.invoke(0, new Sum("a"), args(new float[] {1, 2, 4}, 3))).isEqualTo(7.0);
    }

    @Test
    void aMethodOfManyParametersOfAllKindsGetsEachInItsPlace() throws Throwable {
        assertThat(site("six", null, null).invoke(0, new Sum("a"), args(1, 2L, "c", 4.0, true, 'f')))
                .isEqualTo(new Sum("b").six(1, 2, "c", 4.0, true, 'f'));
    }

    @Test
    void aMethodWithoutArgumentsOrResultIsCalledOnce() throws Throwable {
        Sum sum = new Sum("a");

        assertThat(site("reset", null, null).invoke(0, sum, args())).isNull();

        assertThat(sum.resets).isEqualTo(1);
    }

    @Test
    void aLastArrayIsPassedAsItIs() throws Throwable {
        MethodSite site = site("join", null, null);

        assertThat(site.invoke(0, new Sum("a"), args("x", new Object[] {1, 2, 3})))
                .isEqualTo("x3");
    }

    @Test
    void whatTheMethodThrowsArrivesUntouched() {
        MethodSite site = site("score", List.of("float[]", "int"), null);

        assertThatThrownBy(() -> site.invoke(0, new Sum("a"), args(new float[1], 2)))
                .isExactlyInstanceOf(ArrayIndexOutOfBoundsException.class);
    }

    @Test
    void namesAreAskedFromTheInstance() {
        MethodSite site = site("reset", null, "title()");

        assertThat(site.nameOf(new Sum("large"))).isEqualTo("large");
        assertThat(site.nameOf(new Sum(null))).isEmpty();
        assertThat(site.nameOf(new Sum("broken"))).isEmpty();
        assertThat(site("reset", null, "title").nameOf(new Sum("large"))).isEqualTo("large");
        assertThat(site("reset", null, null).nameOf(new Sum("large"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            score   |          |           | has several methods score, say which
            score   | int      |           | has no method score(int); it has
            missing |          |           | has no method missing
            version |          |           | is static
            seven   |          |           | more than 6 parameters
            reset   |          | missing() | call-sites.own.name-from
            reset   |          | reset()   | returns something
            """)
    void whatCannotBeCalledIsToldByNameAndReason(
            String method, @Nullable String types, @Nullable String nameFrom, String reason) {
        assertThatThrownBy(() -> site(method, types == null ? null : List.of(types), nameFrom))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("call-sites.own")
                .hasMessageContaining(Scorer.class.getName())
                .hasMessageContaining(reason);
    }

    @Test
    void aMethodOutOfReachIsToldSo() {
        assertThatThrownBy(
                        () -> new MethodSite(MethodHandles.publicLookup(), Scorer.class, config("reset", null, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be called");
    }

    @Test
    void onlySubtypesOfTheRootStandIn() {
        MethodSite site = site("reset", null, null);

        assertThat(site.incompatible(new Sum("a"), new Sum("b"))).isNull();
        assertThat(site.incompatible(new Sum("a"), "b"))
                .contains("java.lang.String")
                .contains(Scorer.class.getName());
        assertThat(site.retarget(0, args(), new Sum("a"), new Sum("b"), null)).isNull();
        assertThat(site.retarget(0, args(), new Sum("a"), new Sum("b"), "mini")).contains("no model name");
        assertThat(site.id()).isEqualTo("own").isEqualTo(site.library());
        assertThat(site.replay()).isEqualTo(Replay.ARGS);
    }

    interface Wide {
        CharSequence text(int length);
    }

    /** As the root type says, or narrower; a bridge of the root's own type stands beside the narrower one. */
    private static class Narrow implements Wide {
        @Override
        public String text(int length) {
            return "x".repeat(length);
        }

        public Object text(long length) {
            return length;
        }
    }

    private static class Narrower extends Narrow {}

    @Test
    void whatReturnsLessThanThePrimaryPromisesCannotStandInForIt() {
        MethodSite site = new MethodSite(
                LOOKUP, Wide.class, new CallSiteConfig("own", Wide.class.getName(), "text", null, Replay.ARGS, null));
        Wide wide = StringBuilder::new;

        String reason = "returns java.lang.CharSequence, the primary java.lang.String";
        assertThat(site.incompatible(new Narrow(), wide)).endsWith(reason);
        assertThat(site.incompatible(new Narrower(), wide)).endsWith(reason);
        assertThat(site.retarget(0, args(1), new Narrower(), wide, null)).endsWith(reason);
        assertThat(site.incompatible(wide, new Narrower())).isNull();
        assertThat(site.incompatible(new Narrow(), new Narrower())).isNull();
        assertThat(site.retarget(0, args(1), new Narrower(), new Narrow(), null))
                .isNull();
    }

    @Test
    void refusedArgumentsAreTheCallersSlipsAreNobodysAndAllElseTheModels() {
        MethodSite site = site("reset", null, null);

        assertThat(site.classify(new NumberFormatException("x"))).isEqualTo(FailureClass.CALLER);
        assertThat(site.classify(new NullPointerException())).isEqualTo(FailureClass.UNCLEAR);
        assertThat(site.classify(new StringIndexOutOfBoundsException())).isEqualTo(FailureClass.UNCLEAR);
        assertThat(site.classify(new ClassCastException())).isEqualTo(FailureClass.UNCLEAR);
        assertThat(site.classify(new CompletionException(new ExecutionException(new IllegalArgumentException("x")))))
                .isEqualTo(FailureClass.CALLER);
        assertThat(site.classify(new IOException())).isEqualTo(FailureClass.TRANSIENT);
        assertThat(site.classify(new IllegalStateException(new IllegalArgumentException("inside"))))
                .isEqualTo(FailureClass.TRANSIENT);
        assertThat(site.classify(new AssertionError())).isEqualTo(FailureClass.TRANSIENT);
    }

    @Test
    void aDiscardedResultIsClosedWhereItCanBe() {
        AtomicInteger closed = new AtomicInteger();
        AutoCloseable result = closed::incrementAndGet;
        MethodSite site = site("reset", null, null);

        site.discard(result);
        site.discard("no resource");
        site.discard(null);

        assertThat(closed).hasValue(1);
    }

    private static MethodSite site(String method, @Nullable List<String> types, @Nullable String nameFrom) {
        return new MethodSite(LOOKUP, Scorer.class, config(method, types, nameFrom));
    }

    private static CallSiteConfig config(String method, @Nullable List<String> types, @Nullable String nameFrom) {
        return new CallSiteConfig("own", Scorer.class.getName(), method, types, Replay.ARGS, nameFrom);
    }

    /** The arguments as the engine holds them: six places, whatever the method takes. */
    private static @Nullable Object[] args(Object... given) {
        return java.util.Arrays.copyOf(given, 6);
    }
}
