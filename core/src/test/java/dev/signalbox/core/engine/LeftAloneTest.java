package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.site.SiteAdapter;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.World;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Nodes that ask to be left alone, as a provider does with {@code Retry-After}. */
class LeftAloneTest {
    private final World world = new World(1, World.config(RetryConfig.NONE, "large", "small"));
    private final TestModel large = world.model("large", null);
    private final TestModel small = world.model("small", null);

    private static TestModel.Behaviour asksFor(FailureClass kind, long seconds) {
        return q -> {
            throw new Fault(kind, "no " + q, TimeUnit.SECONDS.toNanos(seconds));
        };
    }

    private void isAskedOnlyAfter(long seconds) throws Throwable {
        int asked = large.asked();
        world.pass(seconds - 1, TimeUnit.SECONDS);
        assertThat(large.ask("b")).isEqualTo("small:b");
        assertThat(large.asked()).isEqualTo(asked);
        world.pass(1, TimeUnit.SECONDS);
        large.recovers();
        assertThat(large.ask("c")).isEqualTo("large:c");
    }

    @Test
    void oneAnswerThatSaysHowLongIsEnough() throws Throwable {
        large.does(asksFor(FailureClass.OVERLOAD, 20));
        assertThat(large.ask("a")).isEqualTo("small:a");
        isAskedOnlyAfter(20);
    }

    @Test
    void noNodeIsLeftAloneForMoreThanFiveMinutes() throws Throwable {
        large.does(asksFor(FailureClass.OVERLOAD, 3600));
        assertThat(large.ask("a")).isEqualTo("small:a");
        isAskedOnlyAfter(300);
    }

    @Test
    void onlyAnOverloadIsAReason() throws Throwable {
        large.does(asksFor(FailureClass.TRANSIENT, 20));
        assertThat(large.ask("a")).isEqualTo("small:a");
        assertThat(large.ask("b")).isEqualTo("small:b");
        assertThat(large.asked()).isEqualTo(2);
    }

    @Test
    void aLastChainIsAskedAllTheSame() throws Throwable {
        large.does(asksFor(FailureClass.OVERLOAD, 20));
        small.does(asksFor(FailureClass.OVERLOAD, 20));
        catchAll();
        large.recovers();
        assertThat(large.ask("b")).isEqualTo("large:b");
        assertThat(world.route().lastResorts().sum()).isEqualTo(1);
    }

    private void catchAll() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> large.ask("a")))
                .isInstanceOf(Fault.class);
    }

    @Test
    void anAdapterThatFailsOverTheQuestionIsCounted() throws Throwable {
        SiteAdapter broken = new TestSite() {
            @Override
            public long retryAfterNanos(Throwable failure) {
                throw new IllegalStateException("unreadable");
            }
        };
        World other = new World(1, World.config(RetryConfig.NONE, "large", "small"));
        TestModel first = new TestModel("large", other.engine.gate(), broken);
        new TestModel("small", other.engine.gate(), broken);
        first.does(asksFor(FailureClass.OVERLOAD, 20));

        assertThat(first.ask("a")).isEqualTo("small:a");
        assertThat(other.engine.failures().last()).singleElement().asString().contains("Retry-After", "unreadable");
    }
}
