package dev.signalbox.core.config;

import dev.signalbox.core.config.Quantities.Count;
import dev.signalbox.core.config.Quantities.Memory;
import dev.signalbox.core.config.Quantities.Milli;
import dev.signalbox.core.config.Scalars.Flag;
import dev.signalbox.core.config.Scalars.Share;
import dev.signalbox.core.config.Scalars.Span;
import dev.signalbox.core.config.Scalars.Whole;
import dev.signalbox.core.config.Shape.Section;
import dev.signalbox.core.config.Shape.ShortForm;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of the file's description that says what calls may hold. */
final class AllocationSchema {
    private static final long MOST_TOKENS = 1_000_000_000_000L;
    private static final int MOST_CALLS = 1_000_000;

    // limits, of a model, a route and the JVM
    static final Key<Integer> CONCURRENCY =
            Key.derived("concurrency", new Whole(1, MOST_CALLS), "no limit", "The most calls under way.");
    static final Key<Long> MEMORY = Key.derived(
            "memory",
            new Memory(),
            "no limit",
            "The most memory that the calls under way may hold, by what each takes.");
    static final Key<Long> TOKENS_PER_SECOND = Key.derived(
            "tokens-per-second",
            new Count(MOST_TOKENS),
            "no limit",
            "The tokens a second that calls may read and write; as many may be used at once.");
    static final Key<Long> TOKENS_PER_MINUTE =
            Key.derived("tokens-per-minute", new Count(MOST_TOKENS), "no limit", "The same, a minute.");
    static final Key<Long> TOKENS_PER_DAY =
            Key.derived("tokens-per-day", new Count(MOST_TOKENS), "no limit", "The same, a day.");

    // models.<name>.limits
    static final Key<Integer> NODE_CONCURRENCY = Key.derived(
            "concurrency-per-node", new Whole(1, MOST_CALLS), "no limit", "The most calls under way on each node.");
    static final Key<Boolean> ADAPTIVE = Key.optional(
            "adaptive",
            new Flag(),
            false,
            "false",
            "Whether how many calls each node can take is found out by measuring, up to `concurrency-per-node`.");
    private static final Section MODEL_LIMITS = new Section(List.of(
            CONCURRENCY, NODE_CONCURRENCY, ADAPTIVE, MEMORY, TOKENS_PER_SECOND, TOKENS_PER_MINUTE, TOKENS_PER_DAY));
    static final Key<Fields> LIMITS_OF_MODEL = Key.optional(
            "limits", MODEL_LIMITS, "What calls of all its nodes together may hold; see [Admission](admission.md).");

    // models.<name>.cost
    static final Key<Long> COST_MEMORY =
            Key.derived("memory", new Memory(), "measured", "The memory a call holds while it lasts.");
    static final Key<Integer> COST_CPU =
            Key.derived("cpu", new Milli("processors", 1024), "measured", "The processors a call keeps busy.");
    static final Key<Duration> COST_LATENCY = Key.derived(
            "latency", new Span(Duration.ofNanos(1000), Duration.ofHours(1)), "measured", "How long a call takes.");
    static final Key<Long> COST_TOKENS =
            Key.derived("tokens", new Count(MOST_TOKENS), "measured", "The tokens a call reads and writes.");
    static final Key<Integer> COST_GPU = Key.derived(
            "gpu", new Milli("a share of a GPU", 1), "0", "The share of the model's GPU that a call takes.");
    static final Key<Long> COST_GPU_MEMORY = Key.derived(
            "gpu-memory", new Memory(), "0", "The memory of the model's GPU that a call holds while it lasts.");
    private static final Section COST_SECTION =
            new Section(List.of(COST_MEMORY, COST_CPU, COST_LATENCY, COST_TOKENS, COST_GPU, COST_GPU_MEMORY));
    static final Key<Fields> COST =
            Key.optional("cost", COST_SECTION, "A first estimate of what a call takes, until it is measured.");
    static final Key<Integer> GPU = Key.optional(
            "gpu",
            new Whole(0, 63),
            0,
            "0",
            "The index of the GPU that the model runs on, where a call takes some of it.");

    // routes.<name>
    private static final Section ROUTE_LIMITS =
            new Section(List.of(CONCURRENCY, MEMORY, TOKENS_PER_SECOND, TOKENS_PER_MINUTE, TOKENS_PER_DAY));
    static final Key<Fields> LIMITS_OF_ROUTE = Key.optional(
            "limits", ROUTE_LIMITS, "What calls of all its chains together may hold; see [Admission](admission.md).");
    static final Key<String> WAIT_FOR = Key.required(
            "for", new SpanText(new Span(Duration.ofMillis(1), Duration.ofMinutes(10))), "The longest a call waits.");
    static final Key<Integer> WAIT_MAX =
            Key.optional("max", new Whole(1, 100_000), WaitConfig.MOST, "100", "The most calls that wait at a time.");
    static final Key<Fields> WAIT = Key.derived(
            "wait",
            new ShortForm(new Section(List.of(WAIT_FOR, WAIT_MAX)), WAIT_FOR),
            "no call waits",
            "How long a call may wait for room where every chain is full; never on event loops, nor where the answer comes"
                    + " later.");

    // allocation
    static final Key<Double> CPU = Key.derived(
            "cpu",
            new Share(),
            "no limit",
            "The share of the processors this JVM may use that calls may keep busy, by what each takes.");
    static final Key<Double> GPU_MEMORY = Key.derived(
            "gpu-memory",
            new Share(),
            "no limit",
            "The share of each GPU's memory that calls may hold, by what each takes.");
    static final Key<Boolean> OVERLOAD = Key.optional(
            "overload",
            new Flag(),
            true,
            "true",
            "Whether calls are shed, the least important first, while the machine has too much to do.");
    static final Key<Fields> ALLOCATION = Key.derived(
            "allocation",
            new Section(List.of(
                    CONCURRENCY,
                    MEMORY,
                    CPU,
                    GPU_MEMORY,
                    TOKENS_PER_SECOND,
                    TOKENS_PER_MINUTE,
                    TOKENS_PER_DAY,
                    OVERLOAD)),
            "no limit, and nothing is shed",
            "What all routed calls of this JVM together may hold; see [Admission](admission.md).");

    private AllocationSchema() {}

    /** A length of time where only a text may stand, as in a short form. */
    record SpanText(Span span) implements Shape.Scalar<String> {
        @Override
        public @Nullable String parse(String text) {
            return span.parse(text) == null ? null : text;
        }

        @Override
        public String allowed() {
            return span.allowed();
        }

        @Override
        public @Nullable String hint(String text) {
            return span.hint(text);
        }
    }
}
