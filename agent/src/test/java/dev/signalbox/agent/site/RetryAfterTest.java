package dev.signalbox.agent.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    private static final long NOW = Instant.parse("2026-11-24T12:00:00Z").toEpochMilli();

    @ParameterizedTest
    @CsvSource({"20, 20000", "0, 0", "1.5, 1500", "' 7 ', 7000", "1e9, 86400000"})
    void secondsAreRead(String header, long millis) {
        assertThat(RetryAfter.nanos(header, NOW))
                .isEqualTo(Duration.ofMillis(millis).toNanos());
    }

    @Test
    void millisecondsAreRead() {
        assertThat(RetryAfter.millis("250")).isEqualTo(Duration.ofMillis(250).toNanos());
    }

    @Test
    void aDateIsTheTimeUntilThen() {
        assertThat(RetryAfter.nanos("Tue, 24 Nov 2026 12:01:00 GMT", NOW))
                .isEqualTo(Duration.ofMinutes(1).toNanos());
    }

    @ParameterizedTest
    @CsvSource({"soon", "-3", "NaN", "''", "'Wed, 21 Oct 2015 07:28:00 GMT'"})
    void whatCannotBeReadOrIsOverSaysNothing(String header) {
        assertThat(RetryAfter.nanos(header, NOW)).isEqualTo(-1);
    }

    @Test
    void noHeaderSaysNothing() {
        assertThat(RetryAfter.nanos(null, NOW)).isEqualTo(-1);
        assertThat(RetryAfter.millis(null)).isEqualTo(-1);
    }
}
