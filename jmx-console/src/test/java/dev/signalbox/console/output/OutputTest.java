package dev.signalbox.console.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutputTest {
    record Point(String name, double x) {}

    @Test
    void jsonKeepsValuesThroughAStrictReader() throws Exception {
        Map<String, @Nullable Object> value = new LinkedHashMap<>();
        value.put("text", "a\"b\\c\n\u0001\u00e9\ud83d\ude80");
        value.put("number", 1.5);
        value.put("unknown", Double.NaN);
        value.put("absent", null);
        value.put("empty", List.of());
        value.put("records", List.of(new Point("p", 2), new Point("q", Double.POSITIVE_INFINITY)));
        for (String json : List.of(Json.document(value), Json.line(value))) {
            JsonNode read = new ObjectMapper().readTree(json);
            assertThat(read.get("text").asText()).isEqualTo(value.get("text"));
            assertThat(read.get("number").asDouble()).isEqualTo(1.5);
            assertThat(read.get("unknown").isNull()).isTrue();
            assertThat(read.get("absent").isNull()).isTrue();
            assertThat(read.get("empty").isEmpty()).isTrue();
            assertThat(read.at("/records/0/x").asDouble()).isEqualTo(2);
            assertThat(read.at("/records/1/x").isNull()).isTrue();
            assertThat(json).isASCII();
        }
        assertThat(Json.line(value)).doesNotContain("\n");
    }

    @Test
    void columnsAreAlignedWithAndWithoutColour() {
        Table table = new Table("NODE", "HEALTH", "CALLS");
        table.row().text("large#0").state("failed").number("12");
        table.row().text("s#0").state("healthy").number("1200");
        assertThat(table.render(false)).isEqualTo("""
                NODE     HEALTH   CALLS
                large#0  failed      12
                s#0      healthy   1200
                """);
        String coloured = table.render(true);
        assertThat(coloured).contains("\u001b[31mfailed\u001b[0m").contains("\u001b[32mhealthy\u001b[0m");
        assertThat(coloured.replaceAll("\u001b\\[\\d+m", "")).isEqualTo(table.render(false));
    }

    @Test
    void unknownNumbersAreADash() {
        assertThat(Words.millis(Double.NaN)).isEqualTo("-");
        assertThat(Words.percent(Double.NaN)).isEqualTo("-");
        assertThat(Words.millis(0.1234)).isEqualTo("0.12");
        assertThat(Words.percent(0.0421)).isEqualTo("4.2%");
        assertThat(Words.number(Double.NaN)).isEqualTo("-");
        assertThat(Words.number(100)).isEqualTo("100");
        assertThat(Words.number(0.333_3)).isEqualTo("0.333");
    }

    @Test
    void namesCannotSteerTheTerminal() {
        assertThat(Words.printable("a\u001b[2Jb\n")).isEqualTo("a?[2Jb?");
    }
}
