package dev.signalbox.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Good files cut, doubled and scrambled by a seeded hand: each is read or refused with problems, never anything else. */
class ConfigMutationTest {
    private static final long SEED = 20261123;
    private static final int RUNS = 4000;
    private static final String[] SNIPPETS = {
        ":",
        "-",
        "\t",
        "\n",
        "{",
        "}",
        "[",
        "]",
        "&a ",
        "*a",
        "!!x ",
        "\"",
        "'",
        "#",
        "|",
        ">",
        "? ",
        "---\n",
        "%",
        "\0",
        "\uFEFF",
        "\uD83D",
        "\uD83D\uDE00",
        "<<: ",
        "null",
        "~",
        "\r",
        "  ",
        ",",
        "@",
        "`",
        "\u2028",
        "&a [*a]",
        "{? {}: }"
    };

    @Test
    void onlyConfigExceptions() {
        String good = Fixtures.resource("good.yaml");
        Random random = new Random(SEED);
        int[] read = new int[1];
        for (int run = 0; run < RUNS; run++) {
            StringBuilder text = new StringBuilder(good);
            for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
                mutate(text, random);
            }
            String yaml = text.toString();
            Assertions.assertTimeout(Duration.ofSeconds(10), () -> check(yaml, read), () -> "slow on:\n" + yaml);
        }
        // Both outcomes must be common, or the mutations test nothing.
        assertThat(read[0]).isBetween(RUNS / 50, RUNS * 9 / 10);
    }

    private static void check(String yaml, int[] read) {
        try {
            assertThat(Fixtures.READER.read(yaml, "f.yaml").routes()).isNotNull();
            read[0]++;
        } catch (ConfigException e) {
            assertThat(e.problems()).isNotEmpty();
            for (ConfigProblem problem : e.problems()) {
                assertThat(problem.toString()).startsWith("f.yaml").doesNotContain("\n", "\r", "\u2028");
                assertThat(problem.found()).doesNotContain("java.lang.", "org.snakeyaml");
            }
        } catch (RuntimeException | Error e) {
            throw new AssertionError("threw " + e + " on:\n" + yaml, e);
        }
    }

    static void mutate(StringBuilder text, Random random) {
        int length = Math.max(1, text.length());
        int at = Math.min(random.nextInt(length), text.length());
        int end = Math.min(text.length(), at + 1 + random.nextInt(30));
        switch (random.nextInt(6)) {
            case 0 -> text.setLength(at);
            case 1 -> text.delete(at, end);
            case 2 -> text.insert(at, SNIPPETS[random.nextInt(SNIPPETS.length)]);
            case 3 -> text.insert(at, text.substring(at, end));
            case 4 ->
                text.replace(at, Math.min(text.length(), at + 1), String.valueOf((char) (32 + random.nextInt(95))));
            default -> {
                String moved = text.substring(at, end);
                text.delete(at, end);
                text.insert(random.nextInt(text.length() + 1), moved);
            }
        }
    }
}
