package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.config.Match;
import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.control.SubstituteInfo;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two applications with models of the same names: each has an adapter of its own, as two class loaders have. */
class ApplicationsTest {
    private static final TestModel.Behaviour FAILS = q -> {
        throw new Fault(FailureClass.TRANSIENT, "down");
    };

    private final World world = new World(1, World.config(many("large"), many("small")));
    private final TestSite otherSite = new TestSite();
    private final TestModel large = world.model("large", q -> "shop");
    private final TestModel replica = world.model("large", q -> "shop");
    private final TestModel small = world.model("small", q -> "shop's small");
    private final TestModel otherLarge = other("large", "desk");

    private TestModel other(String name, String says) {
        return new TestModel(name, world.engine.gate(), otherSite).does(q -> says);
    }

    private static ModelConfig many(String name) {
        return new ModelConfig(name, new Match("test", name, null, null, null), true, 16, false, null, null, null);
    }

    @AfterEach
    void nothingFailed() {
        assertThat(world.engine.failures().last()).isEmpty();
    }

    @Test
    void replicasAnswerTheCallsOfTheirOwnApplication() throws Throwable {
        for (int i = 0; i < 40; i++) {
            assertThat(large.ask("a")).isEqualTo("shop");
            assertThat(otherLarge.ask("a")).isEqualTo("desk");
        }
        assertThat(large.asked() + replica.asked()).isEqualTo(40);
        assertThat(replica.asked()).isPositive();
        assertThat(otherLarge.asked()).isEqualTo(40);
        assertThat(world.node("large#2").meter().total()).isEqualTo(40);
        assertThat(world.route().lastResorts().sum()).isZero();
    }

    @Test
    void failuresAreMadeGoodWithinTheApplication() throws Throwable {
        otherLarge.does(FAILS);
        assertThatThrownBy(() -> otherLarge.ask("a")).hasMessage("down");
        assertThat(small.asked() + large.asked() + replica.asked()).isZero();

        TestModel otherSmall = other("small", "desk's small");
        world.engine.tick();
        assertThat(otherLarge.ask("a")).isEqualTo("desk's small");
        assertThat(otherSmall.asked()).isEqualTo(1);

        large.does(FAILS);
        replica.does(FAILS);
        for (int i = 0; i < 20; i++) {
            assertThat(large.ask("a")).isEqualTo("shop's small");
        }
        assertThat(otherSmall.asked()).isEqualTo(1);
    }

    @Test
    void aModelOfAnApplicationThatTheRouteDoesNotBeginInIsRefusedInWords() {
        World alone = new World(1, World.config(many("large"), many("small")));
        new TestModel("large", alone.engine.gate(), alone.site);
        TestModel stranger = new TestModel("small", alone.engine.gate(), new TestSite());
        alone.engine.tick();

        assertThat(alone.route().plan().refused())
                .singleElement()
                .satisfies(refused -> assertThat(refused.reason())
                        .startsWith("small#0: it belongs to another application (class loader "));
        assertThat(stranger.asked()).isZero();
        assertThat(alone.engine.failures().last()).isEmpty();
    }

    @Test
    void whatIsProposedStaysWithinTheApplication() {
        world.engine.tick();
        assertThat(world.engine.substitutes())
                .filteredOn(each ->
                        each.node().equals("large#2") || each.substitute().equals("large#2"))
                .hasSize(6)
                .extracting(SubstituteInfo::reason)
                .allMatch(reason -> reason.startsWith("it belongs to another application"));
    }

    @Test
    void oneApplicationMayTellItsModelsApartByMoreThanTheirType() throws Throwable {
        TestSite everybodys = new TestSite() {
            @Override
            public boolean isOneApplication(Object one, Object other) {
                return one == other;
            }
        };
        World jdk = new World(1, World.config(many("large")));
        TestModel one = new TestModel("large", jdk.engine.gate(), everybodys).does(q -> "one");
        TestModel two = new TestModel("large", jdk.engine.gate(), everybodys).does(q -> "two");
        for (int i = 0; i < 20; i++) {
            assertThat(one.ask("a")).isEqualTo("one");
            assertThat(two.ask("a")).isEqualTo("two");
        }
    }
}
