package dev.signalbox.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no config at all, and texts made to exhaust the reader: each is one problem, soon. */
class ConfigFileTest {
    private static final String UTF_8 = "; allowed: a YAML file in UTF-8";

    @TempDir
    Path dir;

    @Test
    void aGoodFileIsRead() throws Exception {
        Path file = write(Fixtures.resource("good.yaml").getBytes(StandardCharsets.UTF_8));
        assertThat(Fixtures.READER.read(file)).isEqualTo(Fixtures.READER.read(Fixtures.resource("good.yaml"), "x"));
    }

    @Test
    void anEmptyFileMeansObserveOnly() throws Exception {
        assertThat(Fixtures.READER.read(write(new byte[0]))).isEqualTo(SignalboxConfig.observeOnly());
    }

    @Test
    void aMissingFileSaysWhereItWasLookedFor() {
        Path relative = Path.of("no-such-dir", "signalbox.yaml");
        assertThat(problem(relative))
                .isEqualTo(relative + ": no such file (looked for " + relative.toAbsolutePath() + ")" + UTF_8);
    }

    @Test
    void aDirectoryIsNoFile() {
        assertThat(problem(dir)).isEqualTo(dir + ": is a directory" + UTF_8);
    }

    @Test
    void aDeviceIsNotReadForEver() {
        Path zero = Path.of("/dev/zero");
        assumeThat(Files.exists(zero)).isTrue();
        assertThat(problem(zero)).isEqualTo("/dev/zero: is no regular file" + UTF_8);
    }

    @Test
    void anUnreadableFileSaysWhy() throws IOException {
        Path file = write("observe: true".getBytes(StandardCharsets.UTF_8));
        assumeThat(file.toFile().setReadable(false)).isTrue();
        assumeThat(Files.isReadable(file)).as("root reads everything").isFalse();
        assertThat(problem(file)).startsWith(file + ": cannot be read: java.nio.file.AccessDeniedException");
    }

    @Test
    void bytesThatAreNoUtf8AreTold() throws IOException {
        Path file = write("observe: true\nmodels: { gr\u00fcn: {} }".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(problem(file)).isEqualTo(file + ":2:13: not UTF-8: the byte 0xfc" + UTF_8);
        Path utf16 = write("observe: true".getBytes(StandardCharsets.UTF_16));
        assertThat(problem(utf16)).isEqualTo(utf16 + ":1:1: not UTF-8: the byte 0xfe" + UTF_8);
    }

    @Test
    void aHugeFileIsRefused() throws IOException {
        Path file = write(new byte[(1 << 20) + 1]);
        assertThat(problem(file)).isEqualTo(file + ": is larger than 1 MiB; allowed: a YAML file of at most 1 MiB");
    }

    @Test
    void aCharacterThatNoYamlHasIsTold() {
        assertThat(problem("observe: true\n# \u0007\n"))
                .isEqualTo("x:2:3: not valid YAML: the character U+0007; allowed: printable characters");
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(problem("models: " + "[".repeat(100_000)))
                .isEqualTo("x:1:40: not valid YAML: nested deeper than 32 levels");
    }

    @Test
    void aliasesThatMultiplyAreRefused() {
        StringBuilder bomb = new StringBuilder("models:\n  a0: &a0 [x, x]\n");
        for (int i = 1; i < 70; i++) {
            bomb.append("  a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" *a")
                    .append(i - 1)
                    .append('\n');
        }
        assertThat(problem(bomb.toString())).startsWith("x:3:");

        StringBuilder many = new StringBuilder("call-sites: &c {}\nmodels:\n");
        for (int i = 0; i < 65; i++) {
            many.append("  m").append(i).append(": *c\n");
        }
        assertThat(problem(many.toString())).isEqualTo("x:67:8: not valid YAML: more than 64 aliases");
    }

    @Test
    void aliasesOfLongListsAreBounded() {
        String list = "call-sites: &l [" + "langchain4j.chat,".repeat(2000) + "]\n";
        StringBuilder text = new StringBuilder("routes:\n  r0:\n    " + list);
        for (int i = 1; i < 60; i++) {
            text.append("  r").append(i).append(": { call-sites: *l }\n");
        }
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> {
            ConfigException e =
                    catchThrowableOfType(ConfigException.class, () -> Fixtures.READER.read(text.toString(), "x"));
            assertThat(e.problems()).hasSize(101);
            assertThat(e.problems().get(100).toString()).matches("x: and \\d+ more problems");
        });
    }

    @Test
    void aRecursiveAliasEnds() {
        assertThat(problem("models: &m\n  a: *m\n")).isNotEmpty();
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(dir.resolve("signalbox.yaml"), bytes);
    }

    private static String problem(Path file) {
        return first(catchThrowableOfType(ConfigException.class, () -> Fixtures.READER.read(file)));
    }

    private static String problem(String text) {
        return first(catchThrowableOfType(ConfigException.class, () -> Fixtures.READER.read(text, "x")));
    }

    private static String first(ConfigException e) {
        assertThat(e).isNotNull();
        return e.problems().get(0).toString();
    }
}
