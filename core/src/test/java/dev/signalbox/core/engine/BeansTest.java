package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.config.Match;
import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.model.Binding;
import dev.signalbox.core.model.Instance;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.World;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a bean factory's names make of instances: nodes, names, advice. */
class BeansTest {
    private static final TestModel.Behaviour FAILS = q -> {
        throw new Fault(FailureClass.TRANSIENT, "down");
    };

    private final Object factory = new Object();

    private static World world() {
        return new World(1, World.config(World.bean("large", "chat"), World.bean("small", "spare")));
    }

    private void named(World world, String bean, Object raw, Object exposed) {
        world.engine.gate().named(bean, raw, exposed, factory);
    }

    private static Instance instance(World world, TestModel model) {
        return Objects.requireNonNull(world.engine.instances().find(model));
    }

    private static Binding binding(World world, TestModel model) {
        return Objects.requireNonNull(instance(world, model).binding());
    }

    @Test
    void aBeanIsANodeFromItsVeryFirstCallOn() throws Throwable {
        World world = world();
        TestModel spare = world.model("x", null);
        TestModel chat = world.model("y", FAILS);
        named(world, "spare", spare, spare);
        named(world, "chat", chat, chat);
        assertThat(world.wakes).isEqualTo(2);
        assertThat(chat.ask("a")).isEqualTo("x:a");
        assertThat(binding(world, chat).name()).isEqualTo("large#0");
        assertThat(instance(world, chat).beanName()).isEqualTo("chat");
        assertThat(world.engine.failures().count()).isZero();
    }

    @Test
    void aNameThatComesAfterTheFirstCallsHasTheInstanceMatchedAnew() throws Throwable {
        World world = world();
        TestModel spare = world.model("x", null);
        TestModel chat = world.model("y", FAILS);
        named(world, "spare", spare, spare);
        assertThatThrownBy(() -> chat.ask("a")).isInstanceOf(Fault.class);
        assertThat(binding(world, chat).node()).isNull();
        named(world, "chat", chat, chat);
        world.engine.tick();
        assertThat(chat.ask("a")).isEqualTo("x:a");
    }

    @Test
    void theFirstCallAfterANameCameLateAsksForIt() throws Throwable {
        World world = world();
        TestModel spare = world.model("x", null);
        TestModel chat = world.model("y", FAILS);
        named(world, "spare", spare, spare);
        world.engine.tick();
        assertThat(binding(world, chat).node()).isNull();
        named(world, "chat", chat, chat);
        assertThat(instance(world, chat).binding()).isNull();
        assertThat(chat.ask("a")).isEqualTo("x:a");
    }

    @Test
    void aliasesAreNamesTooEvenThoseThatComeLater() throws Throwable {
        World world = world();
        world.aliases.put("first", List.of("chat"));
        TestModel spare = world.model("x", null);
        TestModel chat = world.model("y", FAILS);
        named(world, "first", chat, chat);
        named(world, "second", spare, spare);
        assertThatThrownBy(() -> chat.ask("a")).isInstanceOf(Fault.class);
        assertThat(binding(world, chat).name()).isEqualTo("large#0");
        world.aliases.put("second", List.of("other", "spare"));
        world.engine.tick();
        assertThat(chat.ask("a")).isEqualTo("x:a");
    }

    @Test
    void aBeanNameIsOneCriterionAmongOthers() {
        ModelConfig narrow =
                new ModelConfig("large", new Match("test", "y", null, null, "chat"), false, 1, false, null, null, null);
        World world = new World(1, World.config(narrow));
        TestModel other = world.model("x", null);
        TestModel chat = world.model("y", null);
        TestModel unnamed = world.model("y", null);
        named(world, "chat", other, other);
        named(world, "chat", chat, chat);
        world.engine.tick();
        assertThat(binding(world, chat).name()).isEqualTo("large#0");
        assertThat(binding(world, other).node()).isNull();
        assertThat(binding(world, unnamed).node()).isNull();
    }

    @Test
    void whatAProxyStandsBeforeIsTheBean() throws Throwable {
        World world = world();
        TestModel chat = world.model("y", FAILS);
        TestModel spare = world.model("x", null);
        Object proxy = new Object();
        Object outer = new Object();
        world.behind.put(outer, proxy);
        world.behind.put(proxy, spare);
        named(world, "chat", chat, new Object());
        named(world, "scopedTarget.spare", outer, outer);
        assertThat(chat.ask("a")).isEqualTo("x:a");
        assertThat(instance(world, spare).isBean("spare")).isTrue();
    }

    @Test
    void whereABeanIsReplacedByItsDecoratorTheNameIsThatOfTheRawOne() {
        World world = world();
        TestModel raw = world.model("y", null);
        TestModel around = world.model("z", null);
        named(world, "chat", raw, around);
        world.engine.tick();
        assertThat(binding(world, raw).name()).isEqualTo("large#0");
        assertThat(binding(world, around).node()).isNull();
        assertThat(world.engine.advice()).isEmpty();
    }

    @Test
    void prototypesAreReplicasWhereTheModelMayHaveManyNodes() {
        for (boolean many : List.of(true, false)) {
            ModelConfig config = new ModelConfig(
                    "large", new Match(null, null, null, null, "chat"), many, many ? 3 : 1, false, null, null, null);
            World world = new World(1, World.config(config));
            TestModel one = world.model("y", null);
            TestModel two = world.model("y", null);
            named(world, "chat", one, one);
            named(world, "chat", two, two);
            world.engine.tick();
            assertThat(binding(world, one).name()).isEqualTo("large#0");
            assertThat(binding(world, two).name()).isEqualTo(many ? "large#1" : "chat");
            assertThat(world.engine.advice()).hasSize(many ? 0 : 1);
        }
    }

    @Test
    void anInstanceThatIsNoNodeIsCalledLikeItsBean() throws Throwable {
        World world = new World(1, SignalboxConfig.observeOnly());
        TestModel one = world.model("", null);
        one.ask("a");
        assertThat(binding(world, one).name()).isEqualTo("TestModel#0");
        TestModel two = world.model("own", null);
        named(world, "chat", one, one);
        named(world, "chat", two, two);
        world.engine.tick();
        assertThat(binding(world, one).name()).isEqualTo("chat");
        assertThat(binding(world, two).name()).isEqualTo("chat#1");
        assertThat(binding(world, two).ownName()).isEqualTo("own");
    }

    @Test
    void aBeanThatIsNoInstanceUntilItsFirstCallKeepsItsName() throws Throwable {
        World world = world();
        TestModel[] self = new TestModel[1];
        TestModel spare = world.model("x", null);
        named(world, "spare", spare, spare);
        // Not registered by its constructor, as one whose class was instrumented too late.
        World elsewhere = new World(1, SignalboxConfig.observeOnly());
        self[0] = new TestModel("y", world.engine.gate(), world.site, elsewhere.engine.gate()).does(FAILS);
        named(world, "chat", self[0], self[0]);
        world.engine.tick();
        assertThat(world.engine.instances().find(self[0])).isNull();
        assertThat(self[0].ask("a")).isEqualTo("x:a");
        assertThat(binding(world, self[0]).name()).isEqualTo("large#0");
    }

    @Test
    void aNodeThatMatchesASecondModelByALaterNameStaysAndIsReported() throws Throwable {
        World world = new World(1, World.config(World.model("large"), World.bean("small", "spare")));
        TestModel large = world.model("large", null);
        large.ask("a");
        named(world, "spare", large, large);
        world.engine.tick();
        assertThat(binding(world, large).name()).isEqualTo("large#0");
        assertThat(world.engine.advice()).anySatisfy(t -> assertThat(t).contains("[large, small], and stays large#0"));
    }

    @Test
    void aLambdaAndAProxyThatTellsNothingAreReportedWithWhatToMatch() {
        World world = world();
        Supplier<String> lambda = () -> "z" + world.wakes;
        Object proxy = Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Supplier.class}, (p, m, a) -> "answer");
        named(world, "chat", lambda, lambda);
        named(world, "spare", proxy, proxy);
        world.engine.tick();
        assertThat(world.engine.advice())
                .anySatisfy(
                        t -> assertThat(t).startsWith("bean 'chat': ").contains("BeansTest", "lambda", "a named class"))
                .anySatisfy(t -> assertThat(t).startsWith("bean 'spare': ").contains("JDK proxy", "its handler calls"));
    }

    @Test
    void aLambdaInAStaticFieldIsReportedAsLongAsAModelWaitsForIt() {
        ModelConfig fielded = new ModelConfig(
                "large", new Match(null, null, null, "com.acme.App.MODEL", null), false, 1, false, null, null, null);
        World world = new World(1, World.config(fielded));
        TestModel any = world.model("any", null);
        world.engine.tick();
        Supplier<String> lambda = () -> "z" + world.wakes;
        world.fields.put("com.acme.App.MODEL", lambda);
        world.engine.tick();
        world.engine.tick();
        assertThat(world.engine.advice())
                .singleElement()
                .satisfies(t ->
                        assertThat(t).startsWith("field com.acme.App.MODEL: ").contains("lambda"));
        world.fields.put("com.acme.App.MODEL", any);
        world.engine.tick();
        assertThat(world.engine.advice()).isEmpty();
        assertThat(lambda.get()).isEqualTo("z0");
    }

    @Test
    void aDecoratorThatIsMatchedIsExplained() throws Throwable {
        World world = new World(1, World.config(World.model("large"), World.model("small")));
        TestModel inner = world.model("inner", FAILS);
        TestModel around = world.model("large", inner::ask);
        TestModel small = world.model("small", null);
        world.inside.put(around, List.of("text", inner));
        named(world, "logging", around, around);
        named(world, "plain", inner, inner);
        assertThat(around.ask("a")).isEqualTo("small:a");
        assertThat(small.asked()).isEqualTo(1);
        assertThat(world.engine.advice())
                .singleElement()
                .satisfies(t -> assertThat(t)
                        .startsWith("node large#0: the bean 'logging' (")
                        .contains("is a decorator of an instance of", "the bean 'plain'", "without what it adds"));
    }

    @Test
    void aDecoratorAndWhatItDecoratesBothBeingMatchedIsReported() {
        World world = new World(1, World.config(World.model("large"), World.model("small")));
        TestModel small = world.model("small", null);
        TestModel middle = world.model("middle", small::ask);
        TestModel large = world.model("large", middle::ask);
        world.inside.put(large, List.of(middle));
        world.inside.put(middle, List.of(small, large));
        world.engine.tick();
        assertThat(world.engine.advice())
                .singleElement()
                .satisfies(t -> assertThat(t).contains("is a decorator of small#0, and both are matched"));
        world.engine.apply(World.config(World.model("small"), World.model("large")));
        assertThat(world.engine.advice())
                .singleElement()
                .satisfies(t -> assertThat(t).contains("where it stands in for small#0, it calls that very model"));
    }

    @Test
    void aFactoryThatFailsCostsItsAliasesOnly() {
        World world = world();
        TestModel chat = world.model("y", null);
        world.aliasesFail = true;
        named(world, "chat", chat, chat);
        world.engine.tick();
        assertThat(binding(world, chat).name()).isEqualTo("large#0");
        assertThat(world.engine.failures().count()).isEqualTo(1);
    }

    @Test
    void nothingOfAContextIsHeld() {
        World world = world();
        WeakReference<Object> gone = forgotten(world);
        for (int i = 0; i < 200 && gone.get() != null; i++) {
            System.gc();
        }
        assertThat(gone.get()).isNull();
        TestModel next = world.model("y", null);
        named(world, "chat", next, next);
        world.pass(1, TimeUnit.SECONDS);
        assertThat(binding(world, next).name()).isEqualTo("large#1");
    }

    private static WeakReference<Object> forgotten(World world) {
        Object[] context = {world.model("y", null)};
        world.engine.gate().named("chat", context[0], context[0], context);
        world.engine.gate().named("lambda", (Runnable) () -> context[0] = "", context, context);
        world.engine.tick();
        assertThat(world.node("large#0").isAlive()).isTrue();
        return new WeakReference<>(context);
    }
}
