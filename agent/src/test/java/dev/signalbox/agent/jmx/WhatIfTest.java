package dev.signalbox.agent.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.control.Names;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator asks how chains would rank, and nothing changes. */
class WhatIfTest {
    private static final ObjectName CHAT = Names.route("chat");
    private Remote remote;

    @BeforeEach
    void start() throws Exception {
        remote = new Remote();
        remote.large.does(q -> {
            remote.world.time.advance(40, TimeUnit.MILLISECONDS);
            return "large:q";
        });
        for (int i = 0; i < 20; i++) {
            remote.call();
            remote.world.pass(100, TimeUnit.MILLISECONDS);
        }
    }

    @AfterEach
    void stop() throws Exception {
        remote.close();
    }

    @Test
    void ranksUnderOtherConstraintsWithoutRouting() throws Exception {
        long version = remote.<Long>read(CHAT, "PlanVersion");
        assertThat(lines(20.0, 0.0, ""))
                .satisfiesExactly(
                        l -> assertThat(l).startsWith("1. small: confidence 0.00, latency unknown"),
                        l -> assertThat(l)
                                .startsWith("-. large: may not run: max-latency: 95 % of its calls take up to ")
                                .contains("and 20 ms are allowed; confidence 0.8"));
        assertThat(lines(0.0, 0.0, "json=0.8, reasoning"))
                .allSatisfy(l -> assertThat(l).contains("capability json is 0.0, and 0.8 is required"));
        assertThat(lines(0.0, 0.0, null)[0]).startsWith("1. large: ");
        assertThat(remote.<Long>read(CHAT, "PlanVersion")).isEqualTo(version);
        assertThat(remote.call()).isEqualTo("large:q");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json=", "json=1.1", "=1", ",", "json=0.8 reasoning", "json=NaN", "String"})
    void whatIsNoCapabilityIsRefusedInWords(String text) {
        assertThatThrownBy(() -> lines(0.0, 0.0, text))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("capabilities: ");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.NEGATIVE_INFINITY})
    void limitsBelowNothingAreRefused(double millis) {
        assertThatThrownBy(() -> lines(millis, 0.0, ""))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxLatencyMillis: out of range: ");
    }

    @Test
    void theNumbersAreThereWithoutOurClasses() throws Exception {
        CompositeData route = remote.read(CHAT, "CapabilityAwareRoute");
        assertThat(route.get("primaryRoute")).isEqualTo("large");
        CompositeData large = ((CompositeData[]) route.get("chains"))[0];
        assertThat((Double) large.get("expectedLatencyMillis")).isBetween(37.0, 43.0);
        assertThat((Double) large.get("confidence")).isBetween(0.8, 0.9);
    }

    private String[] lines(double millis, double megabytes, @Nullable String capabilities) throws Exception {
        return (String[]) Objects.requireNonNull(remote.invoke(CHAT, "whatIf", millis, megabytes, capabilities));
    }
}
