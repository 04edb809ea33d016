package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite;
import dev.signalbox.core.testing.World;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What call sites say of routed instances is shown as long as these are there, and costs nothing where it fails. */
class AdviceTest {
    private static final ModelConfig MINI = new ModelConfig("mini", null, false, 1, false, null, "large", "gpt-mini");

    private final TestSite talkative = new TestSite() {
        @Override
        public @Nullable String advice(Object instance) {
            String name = nameOf(instance);
            if (name.equals("small")) {
                throw new IllegalStateException("no reading");
            }
            return name.equals("third") ? null : name + " retries";
        }
    };

    private TestModel asked(World world, String name) throws Throwable {
        TestModel model = new TestModel(name, world.engine.gate(), talkative);
        assertThat(model.ask("a")).isEqualTo(name + ":a");
        return model;
    }

    @Test
    void nodesOfRoutesTellItAndWhatFailsIsCountedAndRoutedAllTheSame() throws Throwable {
        World world = new World(1, World.config(RetryConfig.NONE, "large", "small", "third"));
        List<TestModel> alive = new ArrayList<>();
        for (String name : List.of("large", "small", "third", "stranger")) {
            alive.add(asked(world, name));
        }

        assertThat(world.engine.advice()).containsExactly("node large#0: large retries");
        assertThat(world.engine.failures().count()).isEqualTo(1);
        assertThat(world.engine.failures().last())
                .singleElement()
                .asString()
                .contains("advice about an instance", "no reading");
        assertThat(world.node("small#0").isAlive()).isTrue();
        world.engine.apply(World.config(RetryConfig.NONE, "small", "third"));
        assertThat(world.engine.advice()).as("no route leads there").isEmpty();
        assertThat(alive).hasSize(4);
    }

    @Test
    void aClientThatAnswersForTwoModelsTellsItOnceAndAsLongAsItIsThere() throws Throwable {
        World world = new World(1, World.config(World.model("large"), MINI));
        TestModel large = asked(world, "large");
        assertThat(world.engine.nodes()).hasSize(2);
        assertThat(world.engine.advice()).containsExactly("node large#0: large retries");

        world.node("large#0").instance().clear();
        assertThat(world.engine.advice()).isEmpty();
        assertThat(large.name()).isEqualTo("large");
    }

    @Test
    void whatADecoratorHoldsTellsItUnderTheDecoratorsNode() throws Throwable {
        World world = new World(1, World.config(RetryConfig.NONE, "large", "third"));
        TestModel inner = asked(world, "inner");
        TestModel outer = new TestModel("third", world.engine.gate(), talkative);
        world.inside.put(outer, List.of(inner));
        outer.ask("a");

        assertThat(world.engine.advice()).contains("node third#0: inner retries");
        world.node("third#0").instance().clear();
        assertThat(world.engine.advice()).as("the decorator is gone").isEmpty();
        assertThat(List.of(inner, outer)).hasSize(2);
    }
}
