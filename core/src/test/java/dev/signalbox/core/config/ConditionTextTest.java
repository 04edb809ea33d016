package dev.signalbox.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions as they are written, and what is said of texts that are none. */
class ConditionTextTest {
    private static final String FILE = """
            models:
              large: { match: { library: langchain4j, name: gpt-4o } }
              small: { match: { library: langchain4j, name: gpt-4o-mini } }
            routes:
              chat:
                call-sites: [langchain4j.chat]
                primary: large
                alternatives: [small]
                fail-over-when:
                  - %s
            """;

    private static Condition read(String text) throws ConfigException {
        return Fixtures.READER
                .read(FILE.formatted(text), "f.yaml")
                .routes()
                .get("chat")
                .recovery()
                .failOverWhen()
                .get(0);
    }

    @Test
    void theFormsOfTheDesign() throws Exception {
        assertThat(read("error-rate > 0.2 for 10s"))
                .isEqualTo(new Condition(Metric.ERROR_RATE, Comparison.ABOVE, 0.2, Duration.ofSeconds(10)));
        assertThat(read("p95 > 3s for 30s"))
                .isEqualTo(new Condition(Metric.P95, Comparison.ABOVE, 3000, Duration.ofSeconds(30)));
        assertThat(read("consecutive-errors >= 5"))
                .isEqualTo(new Condition(Metric.CONSECUTIVE_ERRORS, Comparison.AT_LEAST, 5, Duration.ZERO));
        assertThat(read("success-rate<95% for 1m"))
                .isEqualTo(new Condition(Metric.SUCCESS_RATE, Comparison.BELOW, 0.95, Duration.ofMinutes(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"error-rate > 0.2 for 10s", "p95 > 3s for 30s", "consecutive-errors >= 5", "efficiency <= 0.5"})
    void isWrittenAsItIsRead(String text) throws Exception {
        assertThat(read(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            eror-rate > 0.2        | no such metric: 'eror-rate'; allowed: error-rate, success-rate, efficiency, errors, consecutive-errors, calls, in-flight, p50, p95, cpu, host-cpu, heap, memory, host-memory, queue, gpu-memory; did you mean 'error-rate'?
            p95 > 3                | p95 needs a unit: found the threshold '3'; allowed: a whole number and a unit (ms, s, m or h), such as 100ms, 30s, 5m or 1h; did you mean '3s'?
            p95 > 20%              | the threshold '20%' for p95
            error-rate > 3s        | the threshold '3s' for error-rate; allowed: a share from 0 to 1
            error-rate > 20        | the threshold '20' for error-rate; allowed: a share from 0 to 1
            errors > 0.5           | the threshold '0.5' for errors; allowed: a whole number
            errors >               | no threshold for errors
            error-rate 0.2         | no comparison after 'error-rate'; allowed: >, >=, <, <=
            often broken           | found 'often broken'; allowed: a condition, such as
            errors => 5            | the comparison '=>'; allowed: >, >=, <, <=; did you mean '>='?
            errors == 5            | the comparison '=='
            error-rate > 1         | 'error-rate > 1' can never hold
            errors >= 0            | 'errors >= 0' holds for every value
            errors > 5 during 3s   | found 'during' after the threshold; allowed: for and a length of time
            errors > 5 for         | nothing after 'for'
            errors > 5 for 10      | found '10' after 'for'
            errors > 5 for 10 s    | found '10' after 'for'; allowed: a whole number and a unit (ms, s, m or h), such as 100ms, 30s, 5m or 1h, from 100ms to 1h
            errors > 5 for 10s or  | found 'or' after 'for'
            errors > 5 for 2h      | found '2h' after 'for'
            """)
    void saysWhatIsWrong(String text, String told) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("f.yaml:10:9: routes.chat.fail-over-when[0]: " + told);
    }

    @Test
    void anythingElseIsRefusedWithAProblem() {
        Random random = new Random(20261124);
        String[] good = {"error-rate > 0.2 for 10s", "p95 >= 300ms for 1m", "consecutive-errors >= 5", "heap < 10%"};
        String pieces = "<>=! \t0123456789.%smhforp-\u00e9\u2028";
        int read = 0;
        for (int run = 0; run < 20_000; run++) {
            StringBuilder text = new StringBuilder(good[random.nextInt(good.length)]);
            for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
                int at = random.nextInt(text.length() + 1);
                if (random.nextBoolean() && at < text.length()) {
                    text.deleteCharAt(at);
                } else {
                    text.insert(at, pieces.charAt(random.nextInt(pieces.length())));
                }
            }
            Problems problems = new Problems("f.yaml");
            Condition condition = ConditionText.read(new Located<>(text.toString(), Place.ofFile()), problems);
            assertThat(condition == null).as("%s", text).isEqualTo(problems.any());
            if (condition != null) {
                read++;
                Condition again =
                        ConditionText.read(new Located<>(condition.toString(), Place.ofFile()), new Problems("again"));
                assertThat(again).as("%s", text).isEqualTo(condition);
            }
        }
        assertThat(read).isBetween(400, 19_000);
    }

    @Test
    void whatIsUnknownNeverFulfilsACondition() {
        for (Comparison comparison : Comparison.values()) {
            Condition condition = new Condition(Metric.P95, comparison, 100, Duration.ZERO);
            assertThat(condition.isFulfilledBy(Double.NaN)).isFalse();
            assertThat(condition.isOverAt(Double.NaN)).isTrue();
        }
    }

    @Test
    void aValueNearTheThresholdNeitherBeginsNorEnds() {
        Condition above = new Condition(Metric.ERROR_RATE, Comparison.ABOVE, 0.2, Duration.ZERO);
        assertThat(above.isFulfilledBy(0.19)).isFalse();
        assertThat(above.isOverAt(0.19)).isFalse();
        assertThat(above.isOverAt(0.18)).isTrue();
        Condition below = new Condition(Metric.CALLS, Comparison.BELOW, 100, Duration.ZERO);
        assertThat(below.isFulfilledBy(105)).isFalse();
        assertThat(below.isOverAt(105)).isFalse();
        assertThat(below.isOverAt(111)).isTrue();
        Condition any = new Condition(Metric.IN_FLIGHT, Comparison.ABOVE, 0, Duration.ZERO);
        assertThat(any.isFulfilledBy(1)).isTrue();
        assertThat(any.isOverAt(0)).isTrue();
    }
}
