package dev.signalbox.agent.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.control.Names;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.management.Attribute;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each verb over a remote connection, and the very next call, which obeys it. */
class VerbsTest {
    private static final ObjectName CHAT = Names.route("chat");
    private static final ObjectName LARGE = Names.node("large", "large#0");
    private Remote remote;

    @BeforeEach
    void start() throws Exception {
        remote = new Remote();
        assertThat(remote.call()).isEqualTo("large:q");
    }

    @AfterEach
    void stop() throws Exception {
        remote.close();
    }

    @Test
    void failOverAndFailBack() throws Exception {
        remote.invoke(CHAT, "failOver", "small");
        assertThat(remote.call()).isEqualTo("small:q");
        assertThat(remote.<String>read(CHAT, "ActiveChain")).isEqualTo("small");
        assertThat(remote.<String>read(CHAT, "ForcedChain")).isEqualTo("small");
        assertThat(remote.<Double>read(CHAT, "ForcedSecondsLeft")).isNaN();
        assertThat(remote.<Integer>read(Names.chain("chat", "small"), "Rank")).isEqualTo(1);
        remote.invoke(CHAT, "failBack");
        assertThat(remote.call()).isEqualTo("large:q");
        assertThat(remote.<String>read(CHAT, "ForcedChain")).isEmpty();
    }

    @Test
    void failOverForAWhileEndsByItself() throws Exception {
        remote.invoke(CHAT, "failOver", "small", "30s", "night shift\nsays so");
        assertThat(remote.call()).isEqualTo("small:q");
        assertThat(remote.<Double>read(CHAT, "ForcedSecondsLeft")).isEqualTo(30.0);
        remote.world.pass(29, TimeUnit.SECONDS);
        assertThat(remote.call()).isEqualTo("small:q");
        assertThat(remote.<String[]>read(CHAT, "Explanation")[0])
                .contains("'small' first, forced by an operator for another 1.0 s: night shift says so");
        remote.world.pass(1, TimeUnit.SECONDS);
        assertThat(remote.call()).isEqualTo("large:q");
        assertThat(remote.<String>read(CHAT, "ForcedChain")).isEmpty();
    }

    @Test
    void anEmptyDurationMeansNoEnd() throws Exception {
        remote.invoke(CHAT, "failOver", "small", "", "");
        remote.world.pass(1, TimeUnit.HOURS);
        assertThat(remote.call()).isEqualTo("small:q");
    }

    @Test
    void drainAndResume() throws Exception {
        remote.invoke(LARGE, "drain");
        assertThat(remote.call()).isEqualTo("small:q");
        assertThat(remote.<Boolean>read(LARGE, "Drained")).isTrue();
        assertThat(remote.<String>read(Names.chain("chat", "large"), "Refusal")).contains("drained by an operator");
        remote.invoke(LARGE, "resume");
        assertThat(remote.call()).isEqualTo("large:q");
        assertThat(remote.<Boolean>read(LARGE, "Drained")).isFalse();
    }

    @Test
    void theVeryNextCallObeysAWeightAndOneOutOfRangeIsRefused() throws Exception {
        ObjectName tuning = Names.nodeTuning("large", "large#0");
        assertThat(remote.<Double>read(tuning, "Weight")).isOne();
        remote.client.setAttribute(tuning, new Attribute("Weight", 0.5));
        assertThat(remote.<Double>read(tuning, "Weight")).isEqualTo(0.5);
        assertThat(remote.world.node("large#0").weight()).isEqualTo(0.5);
        assertThat(lastEvent().get("reason")).asString().endsWith(": weight");
        assertThat(lastEvent().get("to")).isEqualTo("weight 0.5");
        assertThatThrownBy(() -> remote.client.setAttribute(tuning, new Attribute("Weight", 101.0)))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasRootCauseMessage("weight 101.0 is out of range: 0 to 100.0");
        assertThat(remote.<Double>read(tuning, "Weight")).isEqualTo(0.5);
    }

    @Test
    void ejectObeysAtOnceAndEndsByItselfOrWithResume() throws Exception {
        remote.invoke(LARGE, "eject", "30s");
        assertThat(remote.call()).isEqualTo("small:q");
        assertThat(remote.<Boolean>read(LARGE, "Ejected")).isTrue();
        assertThat(remote.<String>read(LARGE, "EjectedReason")).isEqualTo("ejected by an operator");
        assertThat(remote.<Double>read(LARGE, "EjectedSecondsLeft")).isEqualTo(30.0);
        assertThat(remote.<String>read(Names.chain("chat", "large"), "Refusal")).contains("ejected by an operator");
        remote.world.pass(30, TimeUnit.SECONDS);
        assertThat(remote.call()).isEqualTo("large:q");
        assertThat(remote.<Boolean>read(LARGE, "Ejected")).isFalse();
        remote.invoke(LARGE, "eject");
        remote.world.time.advance(1, TimeUnit.HOURS);
        remote.world.pass(1, TimeUnit.SECONDS);
        assertThat(remote.call()).isEqualTo("small:q");
        assertThat(remote.<Double>read(LARGE, "EjectedSecondsLeft")).isNaN();
        remote.invoke(LARGE, "resume");
        assertThat(remote.call()).isEqualTo("large:q");
        assertThat(remote.<String>read(LARGE, "EjectedReason")).isEmpty();
    }

    @Test
    void probeSaysWhatHappensNow() throws Exception {
        assertThat(remote.invoke(LARGE, "probe")).asString().contains("no probe is configured for model 'large'");
        assertThat(remote.<String>read(LARGE, "LastProbe")).isEmpty();
        assertThat(lastEvent().get("reason")).asString().endsWith(": probe");
    }

    @Test
    void theHealthOfEveryNodeIsShownWholeAndWhatIsUnknownIsNotZero() throws Exception {
        remote.world.pass(1, TimeUnit.SECONDS);
        CompositeData[] health = remote.read(Names.agent(), "Health");
        assertThat(health).extracting(h -> h.get("nodeId")).containsExactly("large#0", "small#0");
        assertThat(health[0].get("status")).isEqualTo("healthy");
        assertThat(health[0].get("calls")).isEqualTo(1L);
        assertThat(health[0].get("successRate")).isEqualTo(1.0);
        assertThat((Double) health[0].get("usualP50Millis")).isNaN();
        assertThat((Double) health[1].get("responseTimeMillis")).isNaN();
        assertThat(health[0].get("availableResources")).isEqualTo("not limited");
        assertThat(remote.<String>read(LARGE, "AvailableResources")).isEqualTo("not limited");
        assertThat(remote.<Double>read(LARGE, "SuccessRate")).isEqualTo(1.0);
        assertThat(remote.<Double>read(LARGE, "UsualP50Millis")).isNaN();
    }

    @Test
    void disableAndEnable() throws Exception {
        ObjectName chain = Names.chain("chat", "large");
        remote.invoke(chain, "disable");
        assertThat(remote.call()).isEqualTo("small:q");
        assertThat(remote.<Integer>read(chain, "Rank")).isZero();
        assertThat(remote.<String>read(chain, "Refusal")).isEqualTo("disabled by an operator");
        remote.invoke(chain, "enable");
        assertThat(remote.call()).isEqualTo("large:q");
        assertThat(remote.<Integer>read(chain, "Rank")).isEqualTo(1);
        assertThat(remote.<String>read(chain, "Refusal")).isEmpty();
    }

    @Test
    void bypassSwitchesTheAgentAndIsShown() throws Exception {
        assertThat(remote.<String>read(Names.agent(), "State")).isEqualTo("routing");
        remote.invoke(Names.agent(), "bypass", true);
        assertThat(remote.switchboard.bypassed).isTrue();
        assertThat(remote.<String>read(Names.agent(), "State")).isEqualTo("bypassed");
        assertThat(remote.<String>read(CHAT, "State")).isEqualTo("off");
        remote.invoke(Names.agent(), "bypass", false);
        assertThat(remote.<String>read(Names.agent(), "State")).isEqualTo("routing");
        assertThat(remote.<String>read(CHAT, "State")).isEqualTo("active");
    }

    @Test
    void reloadReturnsTheProblems() throws Exception {
        remote.switchboard.problems = List.of("signalbox.yaml:3: no such key");
        assertThat((String[]) remote.invoke(Names.agent(), "reload")).containsExactly("signalbox.yaml:3: no such key");
        assertThat(remote.switchboard.reloads).isEqualTo(1);
        assertThat(lastEvent().get("reason")).asString().contains("reload, refused: signalbox.yaml:3");
    }

    @Test
    void detachIsAnsweredAndJournaledBeforeTheAgentGoes() throws Exception {
        remote.invoke(Names.agent(), "detach");
        assertThat(remote.switchboard.detachedBy).isEqualTo(System.getProperty("user.name") + " (local)");
        assertThat(lastEvent().get("reason")).isEqualTo("by " + remote.switchboard.detachedBy + ": detach");
        assertThat(lastEvent().get("from")).isEqualTo("routing");
        assertThat(lastEvent().get("to")).isEqualTo("detached");
    }

    @Test
    void eachVerbIsJournaledWithWhoUsedIt() throws Exception {
        remote.invoke(CHAT, "failOver", "small", "5m", "tired model");
        CompositeData[] events = remote.read(Names.agent(), "Events");
        String by = "by " + System.getProperty("user.name") + " (local): ";
        assertThat(Arrays.stream(events).map(e -> e.get("type") + " " + e.get("reason")))
                .containsSubsequence(
                        "signalbox.command " + by + "failOver for 5m: tired model",
                        "signalbox.failover forced by an operator: tired model");
        remote.invoke(LARGE, "drain");
        assertThat(lastEvent().get("reason")).isEqualTo(by + "drain");
        remote.invoke(Names.chain("chat", "small"), "disable");
        assertThat(Arrays.stream(remote.<CompositeData[]>read(Names.agent(), "Events"))
                        .map(e -> e.get("reason")))
                .contains(by + "disable");
    }

    private CompositeData lastEvent() throws Exception {
        CompositeData[] events = remote.read(Names.agent(), "Events");
        return events[events.length - 1];
    }

    @Test
    void drillAndEndDrill() throws Exception {
        remote.invoke(Names.agent(), "drill", "large#0", "error", 1.0, "30s");
        assertThat(remote.call()).isEqualTo("small:q");
        CompositeData drill = remote.<CompositeData[]>read(Names.agent(), "Drills")[0];
        assertThat(drill.get("node")).isEqualTo("large#0");
        assertThat(drill.get("kind")).isEqualTo("error");
        assertThat(drill.get("secondsLeft")).isEqualTo(30.0);
        assertThat(drill.get("struck")).isEqualTo(1L);
        remote.invoke(Names.agent(), "endDrill", "large#0");
        assertThat(remote.call()).isEqualTo("large:q");
        assertThat(remote.<CompositeData[]>read(Names.agent(), "Drills")).isEmpty();
    }

    @Test
    void drillOfLatency() throws Exception {
        long before = remote.world.time.nanoTime();
        remote.invoke(Names.agent(), "drill", "large#0", "latency", 1.0, "30s", "250ms", false);
        assertThat(remote.call()).isEqualTo("large:q");
        assertThat(remote.world.time.nanoTime() - before).isEqualTo(TimeUnit.MILLISECONDS.toNanos(250));
    }
}
