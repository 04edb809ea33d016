package dev.signalbox.core.config;

import dev.signalbox.core.config.Quantities.Memory;
import dev.signalbox.core.config.Scalars.BeanName;
import dev.signalbox.core.config.Scalars.Choice;
import dev.signalbox.core.config.Scalars.Flag;
import dev.signalbox.core.config.Scalars.Name;
import dev.signalbox.core.config.Scalars.Priority;
import dev.signalbox.core.config.Scalars.Share;
import dev.signalbox.core.config.Scalars.Span;
import dev.signalbox.core.config.Scalars.Text;
import dev.signalbox.core.config.Scalars.Whole;
import dev.signalbox.core.config.Shape.Levels;
import dev.signalbox.core.config.Shape.ListOf;
import dev.signalbox.core.config.Shape.MapOf;
import dev.signalbox.core.config.Shape.Section;
import dev.signalbox.core.config.Shape.ShortForm;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The one description of signalbox.yaml: every key, what may stand there, its default, what it means. */
final class Schema {
    private static final Text A_MODEL = new Text("the name of a model from models");

    // models.<name>.match
    static final Key<String> LIBRARY =
            Key.optional("library", new Text("a built-in library"), "The library whose instances are meant.");
    static final Key<String> INSTANCE_NAME = Key.optional(
            "name", new Text("a name"), "The instance's own name, as its library or `name-from` tells it.");
    static final Key<String> TYPE = Key.optional(
            "type", new JavaNames.Type(), "The instance's class, or a class or interface that it extends.");
    static final Key<String> FIELD =
            Key.optional("field", new JavaNames.Field(), "The static field that holds the instance.");
    static final Key<String> BEAN = Key.optional(
            "bean",
            new BeanName(),
            "The Spring bean that the instance is, by its name or an alias; a factory bean's name means its product.");
    static final Section MATCH_SECTION = new Section(List.of(
            LIBRARY,
            INSTANCE_NAME,
            TYPE,
            FIELD,
            BEAN,
            Key.planned("factory", "The method that returns the instance.")));

    // models.<name>
    static final Key<Fields> MATCH = Key.optional(
            "match", MATCH_SECTION, "Which live instances are nodes of this model: all that is given must hold.");
    static final Key<StaticMethod> CREATE = Key.optional(
            "create",
            new JavaNames.Factory(),
            "Makes the model's node when it is first needed, instead of finding one.");
    static final Key<String> SAME_CLIENT_AS = Key.optional(
            "same-client-as", A_MODEL, "Asks this other model's client for another model; needs `request-name`.");
    static final Key<String> REQUEST_NAME =
            Key.optional("request-name", new Text("a model name"), "The model name that is put into requests.");
    static final Key<String> NODES = Key.optional(
            "nodes",
            new Choice("one", "many"),
            "one",
            "one",
            "Whether one instance is meant, a second one being reported as ambiguous, or replicas that answer alike.");
    static final Key<Integer> MAX =
            Key.derived("max", new Whole(1, 64), "1; 16 with `nodes: many`", "The most nodes this model may have.");
    static final Key<Boolean> HOLD = Key.optional(
            "hold",
            new Flag(),
            false,
            "false",
            "Whether an instance is kept alive as long as its class loader; otherwise it is held weakly.");
    static final Key<String> BALANCE = Key.optional(
            "balance",
            new Choice("hot-cold", "round-robin", "random", "least-in-flight", "p2c", "peak-ewma"),
            "hot-cold",
            "hot-cold",
            "How the node of a call is chosen where the model has several: see [balance.md](balance.md).");
    static final Key<ProbeConfig> PROBE = Key.optional(
            "probe",
            new JavaNames.Probe(),
            "A cheap call that tells whether a node is well, by which failed nodes are asked that no call reaches: a"
                    + " method of the instance without arguments, or a static one that takes the instance or nothing."
                    + " What throws or returns false has failed.");
    static final Key<Map<String, Located<Double>>> CAPABILITIES = Key.optional(
            "capabilities",
            new Levels(),
            "What the model can do, and how well: what is given without a level is taken for 0.5, what is not given for 0.");
    static final Section MODEL = new Section(List.of(
            MATCH,
            CREATE,
            SAME_CLIENT_AS,
            REQUEST_NAME,
            NODES,
            MAX,
            HOLD,
            BALANCE,
            PROBE,
            AllocationSchema.LIMITS_OF_MODEL,
            AllocationSchema.COST,
            AllocationSchema.GPU,
            CAPABILITIES));

    // call-sites.<name>
    static final Key<JavaNames.Method> METHOD =
            Key.required("method", new JavaNames.Signature(), "The method whose calls are routed, in subtypes too.");
    static final Key<String> REPLAY = Key.optional(
            "replay",
            new Choice("args", "same-frame", "none"),
            "none",
            "none",
            "Your word that a failed call may be made again with the same arguments: at any time, only before the"
                    + " caller's own frame is left, or never.");
    static final Key<String> NAME_FROM = Key.optional(
            "name-from",
            new JavaNames.Getter(),
            "The method, of the class that `method` names, that tells an instance's name.");
    static final Section CALL_SITE = new Section(List.of(METHOD, REPLAY, NAME_FROM));

    // routes.<name>.alternatives[] and its stages
    static final Key<String> STAGE_MODEL = Key.required("model", A_MODEL, "The model that runs the stage.");
    static final ShortForm STAGE = new ShortForm(
            new Section(List.of(
                    STAGE_MODEL,
                    Key.planned("soft", "Whether the stage may be left out."),
                    Key.planned("deadline", "The longest the stage may take."),
                    Key.planned("convert", "How its input is made."))),
            STAGE_MODEL);
    static final Key<String> CHAIN_NAME =
            Key.derived("name", new Name(), "the model's name", "The chain's name, unique within the route.");
    static final Key<String> CHAIN_MODEL = Key.optional("model", A_MODEL, "The model of a chain of one stage.");
    static final Key<List<Located<Fields>>> STAGES = Key.optional(
            "stages", new ListOf<>(STAGE), "The chain's stages, instead of `model`; this version runs exactly one.");
    static final ShortForm CHAIN = new ShortForm(new Section(List.of(CHAIN_NAME, CHAIN_MODEL, STAGES)), CHAIN_MODEL);

    // routes.<name>.retry
    static final Key<Integer> ATTEMPTS = Key.required(
            "attempts", new Whole(1, 10), "The most attempts on one node, the first included; 1 is no retry.");
    static final Key<Duration> BACKOFF = Key.optional(
            "backoff",
            new Span(Duration.ofMillis(1), Duration.ofMinutes(1)),
            RetryConfig.NONE.backoff(),
            "100ms",
            "The longest pause before the first retry; doubled with each further one, with full jitter.");
    static final Key<Double> BUDGET = Key.optional(
            "budget",
            new Share(),
            RetryConfig.NONE.budget(),
            "20%",
            "The share of calls that may be retries, beside a floor of 10 a second.");
    static final Section RETRY_SECTION = new Section(List.of(ATTEMPTS, BACKOFF, BUDGET));

    // routes.<name>.degrade[]
    static final Key<String> WHEN = Key.required("when", new Text(ConditionText.FORM), "The condition, of any node.");
    static final Key<String> THEN = Key.required(
            "then",
            new Choice("rebalance", "scale", "failover"),
            "What is done while it is in force: calls move to the model's other nodes, the model gets another node, or calls"
                    + " move to the other chains.");
    static final Key<Integer> TO = Key.derived(
            "to", new Whole(2, 64), "the model's `max`", "With `then: scale`, the most nodes the model is given.");
    static final Key<Duration> IDLE = Key.optional(
            "idle",
            new Span(Duration.ofSeconds(1), Duration.ofHours(24)),
            DegradeConfig.IDLE,
            "5m",
            "With `then: scale`, how long the condition has to be over before one node is taken away again.");
    static final Key<Double> FLOOR = Key.optional(
            "floor",
            new Share(),
            DegradeConfig.FLOOR,
            "10%",
            "With `then: rebalance`, the least share of its weight that a node keeps.");
    static final Section DEGRADE_SECTION = new Section(List.of(WHEN, THEN, TO, IDLE, FLOOR));

    // routes.<name>.constraints
    static final Key<AllocationPriority> PRIORITY = Key.optional(
            "priority",
            new Priority(),
            AllocationPriority.NORMAL,
            "normal",
            "How important its calls are where neither `callers` nor `mdc` says; `medium` is read as `normal`. See"
                    + " [Priorities](admission.md#priorities).");
    static final Key<Duration> MAX_LATENCY = Key.derived(
            "max-latency",
            new Span(Duration.ofMillis(1), Duration.ofHours(1)),
            "none",
            "The longest that 95 % of a chain's calls may take: a chain known to be slower is not used. It plans only;"
                    + " `deadline` cuts.");
    static final Key<Long> MAX_MEMORY = Key.derived(
            "max-memory",
            new Memory(),
            "none",
            "The most memory that a call may be expected to take: a chain known to take more is not used.");
    static final Key<Map<String, Located<Double>>> REQUIRED = Key.optional(
            "capabilities",
            new Levels(),
            "What a chain's model has to be able to do, at least how well; what is given without a level means 0.5 or"
                    + " more. See [Ranking](ranking.md).");
    static final Section CONSTRAINTS_SECTION = new Section(List.of(PRIORITY, MAX_LATENCY, MAX_MEMORY, REQUIRED));

    // routes.<name>.mdc
    static final Key<String> MDC_PRIORITY = Key.optional(
            "priority",
            new Text("a key of the application's MDC"),
            "The key under which the application's own code puts `critical`, `high`, `normal` or `low` before a call.");
    static final Section MDC_SECTION = new Section(List.of(MDC_PRIORITY));

    // routes.<name>
    static final Key<List<Located<String>>> ROUTE_CALL_SITES = Key.required(
            "call-sites",
            new ListOf<>(new Text("the name of a call site")),
            "The call sites it is bound to: built-in ones, or names from `call-sites`.");
    static final Key<String> PRIMARY = Key.required("primary", A_MODEL, "The model that is tried first.");
    static final Key<List<Located<Fields>>> ALTERNATIVES = Key.optional(
            "alternatives",
            new ListOf<>(CHAIN),
            "The chains tried after the primary, in order: each a model's name, or a map.");
    static final Key<String> ENTRY = Key.derived(
            "entry",
            A_MODEL,
            "the primary, or the model its `same-client-as` names",
            "The model whose instances are bound: the application's calls on it are routed.");
    static final Key<String> STRATEGY = Key.optional(
            "strategy",
            new Choice("ordered", "latency", "cost", "weighted", "capability"),
            "ordered",
            "ordered",
            "How chains rank: in the order of the file, the fastest first, the cheapest that can be relied on first, by"
                    + " the shares in `weights`, or the most capable first. See [Ranking](ranking.md).");
    static final Key<Map<String, Located<Double>>> WEIGHTS = Key.optional(
            "weights",
            new MapOf<>(new Name(), new Share()),
            "With `strategy: weighted`, the share of calls that goes to each chain first; together 100 %. A chain that is"
                    + " not named is only tried after those that are.");
    static final Key<Fields> RETRY =
            Key.derived("retry", RETRY_SECTION, "no retry", "How a failed attempt is repeated on the same node.");
    static final Key<Duration> DEADLINE = Key.derived(
            "deadline",
            new Span(Duration.ofMillis(1), Duration.ofHours(1)),
            "none",
            "The longest a call may take over all attempts; where output comes in pieces, until the first one.");
    static final Key<Boolean> INTERRUPT = Key.derived(
            "interrupt",
            new Flag(),
            "true for models that are known to stand it, else false",
            "Whether the calling thread is interrupted where an attempt takes too long; needs `deadline`.");
    static final Key<List<Located<String>>> FAIL_OVER_WHEN = Key.optional(
            "fail-over-when",
            new ListOf<>(new Text(ConditionText.FORM)),
            "The conditions that take a chain out of use; see [Recovery](recovery.md).");
    static final Key<List<Located<Fields>>> DEGRADE = Key.optional(
            "degrade",
            new ListOf<>(DEGRADE_SECTION),
            "What is done about nodes in trouble; see [Recovery](recovery.md).");
    static final Key<Fields> CONSTRAINTS =
            Key.optional("constraints", CONSTRAINTS_SECTION, "What is asked of every call of the route.");
    static final Key<Map<String, Located<AllocationPriority>>> CALLERS = Key.optional(
            "callers",
            new MapOf<>(new JavaNames.Caller(), new Priority()),
            "How important calls are that come from these classes, methods or packages; the nearest on the stack is"
                    + " asked. See [Priorities](admission.md#priorities) for what that costs.");
    static final Key<Fields> MDC = Key.optional(
            "mdc", MDC_SECTION, "What the application itself says of a call, by the MDC of its own SLF4J.");
    static final Section ROUTE = new Section(List.of(
            ROUTE_CALL_SITES,
            ENTRY,
            PRIMARY,
            ALTERNATIVES,
            STRATEGY,
            RETRY,
            DEADLINE,
            INTERRUPT,
            FAIL_OVER_WHEN,
            DEGRADE,
            CONSTRAINTS,
            CALLERS,
            MDC,
            AllocationSchema.LIMITS_OF_ROUTE,
            AllocationSchema.WAIT,
            WEIGHTS,
            Key.planned("canary", "A new chain that is given traffic step by step.")));

    // hardware
    static final Key<Duration> SAMPLE = Key.optional(
            "sample",
            new Span(Duration.ofMillis(100), Duration.ofMinutes(1)),
            HardwareConfig.DEFAULT.sample(),
            "1s",
            "The interval between two readings of CPU and memory.");
    static final Section HARDWARE_SECTION = new Section(List.of(SAMPLE));

    // the file
    static final Key<Boolean> OBSERVE = Key.derived(
            "observe",
            new Flag(),
            "false; true where the file says nothing at all",
            "Whether models without a route are measured too; otherwise their calls are left untouched.");
    static final Key<Map<String, Located<Fields>>> MODELS =
            Key.optional("models", new MapOf<>(new Name(), MODEL), "The models, by the name that routes and JMX use.");
    static final Key<Map<String, Located<Fields>>> CALL_SITES = Key.optional(
            "call-sites",
            new MapOf<>(new Name(), CALL_SITE),
            "Methods of your own classes, by the name that routes use.");
    static final Key<Map<String, Located<Fields>>> ROUTES =
            Key.optional("routes", new MapOf<>(new Name(), ROUTE), "The routes, by name.");
    static final Key<Fields> HARDWARE = Key.optional("hardware", HARDWARE_SECTION, "How the machine is read.");
    static final Section FILE =
            new Section(List.of(OBSERVE, MODELS, CALL_SITES, ROUTES, AllocationSchema.ALLOCATION, HARDWARE));

    private Schema() {}
}
