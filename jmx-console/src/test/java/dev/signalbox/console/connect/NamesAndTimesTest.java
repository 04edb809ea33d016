package dev.signalbox.console.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesAndTimesTest {
    @ParameterizedTest
    @CsvSource({"kitten,sitting,3", "small,small,0", "Small,small,0", "'',abc,3", "smal,small,1", "scroe,score,2"})
    void editsAreLevenshteins(String a, String b, int edits) {
        assertThat(Nearest.edits(a, b)).isEqualTo(edits);
        assertThat(Nearest.edits(b, a)).isEqualTo(edits);
    }

    @Test
    void theNearestComesFirst() {
        assertThat(Nearest.first("smal", List.of("large", "local", "small")))
                .first()
                .isEqualTo("small");
    }

    @ParameterizedTest
    @CsvSource({
        "500ms,500,500ms",
        "1500ms,1500,1.5s",
        "30s,30000,30s",
        "5m,300000,5m",
        "299s,299000,4m 59s",
        "90m,5400000,1h 30m"
    })
    void durationsAreReadAndTold(String text, long millis, String words) {
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
        assertThat(Durations.words(Duration.ofMillis(millis))).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "0s", "-1s", "soon", "1d", "99999999999s"})
    void otherTextsAreNoDurations(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).hasMessageContaining("write it as 500ms, 30s, 5m or 1h");
    }
}
