package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.admission.Limit;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.Configs;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.World;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What happens to calls that wait for room while the world around them changes. */
class AdmissionWaitTest {
    private static final String MODELS =
            "models: { large: { match: { library: test, name: large }%s }, small: { match: { library: test, name: small }%s } }";
    private static final String ROUTE =
            "routes: { chat: { call-sites: [ask], primary: large, alternatives: [small]%s } }";

    private final World world =
            new World(1, Configs.of(String.format(MODELS, "", ""), String.format(ROUTE, ", wait: 2s")));
    private final TestModel small = world.model("small", null);
    private final TestModel large = world.model("large", null);

    private void limit(String level, double calls) {
        world.engine.operator("t").limit(level, Limit.CONCURRENCY, calls);
    }

    /** What others do, once, 300 ms after a call began to wait. */
    private void meanwhile(Runnable work) {
        world.time.meanwhile = () -> {
            world.time.meanwhile = () -> {};
            world.time.advance(300, TimeUnit.MILLISECONDS);
            CompletableFuture<Boolean> done = new CompletableFuture<>();
            new Thread(() -> {
                        try {
                            work.run();
                            done.complete(true);
                        } catch (Throwable thrown) {
                            done.completeExceptionally(thrown);
                        }
                    })
                    .start();
            done.join();
        };
    }

    private void fullOfOthers() throws Throwable {
        large.ask("warm");
        limit("model large", 0);
        limit("model small", 0);
    }

    private void assertWaited(long began, long millis) {
        assertThat(TimeUnit.NANOSECONDS.toMillis(world.time.nanoTime() - began)).isEqualTo(millis);
        assertThat(world.engine.failures().last()).isEmpty();
        limit("model large", 5);
        world.engine
                .levels()
                .forEach(level -> assertThat(level.held(Limit.CONCURRENCY.resource()))
                        .as(level.name())
                        .isZero());
    }

    @Test
    void aWaitingCallObeysWhoKeepsCallsFromAChain() throws Throwable {
        fullOfOthers();
        meanwhile(() -> {
            world.engine.operator().enable("chat", "large", false);
            limit("model large", 1);
            limit("model small", 1);
        });
        long began = world.time.nanoTime();
        assertThat(large.ask("q")).isEqualTo("small:q");
        assertWaited(began, 300);
    }

    @Test
    void aWaitingCallGoesToAChainThatIsEnabledMeanwhile() throws Throwable {
        fullOfOthers();
        world.engine.operator().enable("chat", "small", false);
        limit("model small", 5);
        meanwhile(() -> {
            world.engine.operator().enable("chat", "small", true);
            world.engine.tick(); // the two are compared before the one may answer for the other
        });
        long began = world.time.nanoTime();
        assertThat(large.ask("q")).isEqualTo("small:q");
        assertWaited(began, 300);
    }

    @Test
    void aWaitingCallObeysAConfigThatReplacesItsRoute() throws Throwable {
        fullOfOthers();
        meanwhile(() -> {
            world.engine.apply(Configs.of(
                    String.format(MODELS, "", ", limits: { concurrency: 4 }"),
                    String.format(ROUTE, ", wait: 2s, deadline: 1h")));
            world.engine.tick();
        });
        long began = world.time.nanoTime();
        assertThat(large.ask("q")).isEqualTo("small:q");
        assertWaited(began, 300);
    }

    @Test
    void aWaitingCallThatOnlyBreakersKeepBackRunsAsALastResort() throws Throwable {
        TestModel.Behaviour fails = q -> {
            throw new Fault(FailureClass.TRANSIENT, "down");
        };
        large.does(fails);
        small.does(fails);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> large.ask("a")).isInstanceOf(Fault.class);
        }
        large.recovers();
        limit("model large", 0);
        limit("model small", 0);
        meanwhile(() -> {
            limit("model large", 1);
            limit("model small", 1);
        });
        long began = world.time.nanoTime();
        assertThat(large.ask("q")).isEqualTo("large:q");
        assertThat(world.route().lastResorts().sum()).isEqualTo(1);
        assertWaited(began, 300);
    }

    @Test
    void aWaitingCallGoesPastABreakerWhereAnOperatorKeepsItFromItsOwnNode() throws Throwable {
        large.ask("warm");
        world.engine.operator().drain("large#0", true);
        small.does(q -> {
            throw new Fault(FailureClass.TRANSIENT, "down");
        });
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> large.ask("a")).isInstanceOf(Fault.class);
        }
        small.recovers();
        limit("model small", 0);
        meanwhile(() -> limit("model small", 1));
        long began = world.time.nanoTime();
        assertThat(large.ask("q")).isEqualTo("small:q");
        assertThat(large.asked()).isEqualTo(1);
        assertWaited(began, 300);
    }

    @Test
    void aCallThatAChainCannotBeAskedWaitsForTheOther() throws Throwable {
        fullOfOthers();
        limit("model small", 5);
        world.engine.operator().failOver("chat", "small", 0, "");
        meanwhile(() -> limit("model large", 1));
        long began = world.time.nanoTime();
        assertThat(large.ask("untranslatable")).isEqualTo("large:untranslatable");
        assertThat(small.asked()).isZero();
        assertWaited(began, 300);
    }

    @Test
    void aCallThatWasGrantedAChainThatItCannotBeAskedWaitsOn() throws Throwable {
        fullOfOthers();
        world.engine.operator().failOver("chat", "small", 0, "");
        meanwhile(() -> {
            limit("model small", 1);
            meanwhile(() -> limit("model large", 1));
        });
        long began = world.time.nanoTime();
        assertThat(large.ask("untranslatable")).isEqualTo("large:untranslatable");
        assertWaited(began, 600);
    }

    @Test
    void aCallThatWaitsWhenTheAgentLeavesRunsWhereItWasPut() throws Throwable {
        fullOfOthers();
        meanwhile(world.engine::letGo);
        long began = world.time.nanoTime();
        assertThat(large.ask("q")).isEqualTo("large:q");
        assertThat(large.ask("r")).isEqualTo("large:r");
        assertThat(world.route().rejected().sum()).isZero();
        assertWaited(began, 300);
    }

    @Test
    void aCallThatFailedAlreadyDoesNotWait() throws Throwable {
        large.ask("warm");
        limit("model small", 0);
        large.does(q -> {
            throw new Fault(FailureClass.TRANSIENT, "down");
        });
        long began = world.time.nanoTime();
        assertThatThrownBy(() -> large.ask("q")).isInstanceOf(Fault.class);
        assertWaited(began, 0);
    }

    @Test
    void whatIsShortIsToldRightlyWhereNodesOfAModelAreLimitedByDifferentLevels() throws Throwable {
        World many = new World(
                1,
                Configs.of(
                        "models: { large: { match: { library: test, name: large }, nodes: many, cost: { tokens: 10 },"
                                + " limits: { tokens-per-minute: 1000 } } }",
                        "routes: { chat: { call-sites: [ask], primary: large, wait: 2s } }"));
        TestModel one = many.model("large", null);
        TestModel two = many.model("large", null);
        one.ask("warm");
        two.ask("warm");
        many.engine.operator("t").limit("node large#1", Limit.CONCURRENCY, 5);
        many.engine.operator("t").limit("model large", Limit.TOKENS_PER_MINUTE, 0);
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> one.ask("q"))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessageContaining("large: model large: no tokens are allowed");
        }
        assertThat(many.engine.failures().last()).isEmpty();
        many.engine.operator("t").limit("model large", Limit.TOKENS_PER_MINUTE, Double.NaN);
        many.engine.operator("t").limit("node large#1", Limit.CONCURRENCY, 0);
        many.engine.operator().drain("large#0", true);
        many.engine.operator("t").limit("node large#1", Limit.CONCURRENCY, 0);
        assertThatThrownBy(() -> two.ask("q")).hasMessageContaining("large: node large#1: ");
    }

    @Test
    void whatALostCallHoldsIsGivenBackWhenItsThreadForgetsIt() throws Throwable {
        large.ask("warm");
        limit("model large", 1);
        assertThat(world.engine.gate().enter(world.site, 0, large, "lost", null, null, null, null, null))
                .isNotNull();
        world.pass(11, TimeUnit.MINUTES);
        assertThat(large.ask("b")).isEqualTo("large:b");
        limit("model small", 5);
        world.engine
                .levels()
                .forEach(level -> assertThat(level.held(Limit.CONCURRENCY.resource()))
                        .as(level.name())
                        .isZero());
    }

    @Test
    void aCallThatWantsMoreThanThereEverIsDoesNotWait() throws Throwable {
        World tight = new World(
                1,
                Configs.of(
                        String.format(MODELS, ", cost: { memory: 90MB }", ", cost: { memory: 100MB }"),
                        String.format(ROUTE, ", wait: 2s"),
                        "allocation: { memory: 80MB, overload: false }"));
        TestModel first = tight.model("large", null);
        tight.model("small", null);
        long began = tight.time.nanoTime();
        assertThatThrownBy(() -> first.ask("q"))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("90 MB are wanted and there are never more than 80");
        assertThat(tight.time.nanoTime()).isEqualTo(began);
        tight.engine.operator("t").limit("jvm", Limit.MEMORY, 0);
        assertThatThrownBy(() -> first.ask("q")).hasMessageContaining("waited for room");
        assertThat(tight.time.nanoTime() - began).isEqualTo(TimeUnit.SECONDS.toNanos(2));
    }

    @Test
    void aCallDoesNotWaitForSoLongThatItsAnswerWouldBeLate() throws Throwable {
        World timed = new World(
                1,
                Configs.of(
                        "models: { large: { match: { library: test, name: large }, limits: { concurrency: 1 } } }",
                        "routes: { chat: { call-sites: [ask], primary: large, wait: 10s, deadline: 1s } }"));
        TestModel model = timed.model("large", null);
        model.does(q -> {
            timed.time.advance(400, TimeUnit.MILLISECONDS);
            return q;
        });
        for (int i = 0; i < 10; i++) {
            model.ask("q");
            timed.pass(100, TimeUnit.MILLISECONDS);
        }
        timed.engine.operator("t").limit("model large", Limit.CONCURRENCY, 0);

        long began = timed.time.nanoTime();
        assertThatThrownBy(() -> model.ask("q")).hasMessageContaining("waited for room");
        assertThat(TimeUnit.NANOSECONDS.toMillis(timed.time.nanoTime() - began)).isBetween(570L, 630L);
    }
}
