package dev.signalbox.benchmarks.sites;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each benchmark does in each state what its column says, under the agent as it ships: a number is worth nothing where it does not. */
class SitesIT {
    private static final long LONGEST_MINUTES = 3;

    @ParameterizedTest
    @EnumSource
    void eachCallGoesWhereItsColumnSays(State state, @TempDir Path scratch) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(state.options(Path.of(System.getProperty("signalbox.agent.jar")), scratch));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SitesIT.class.getName()));
        Path said = scratch.resolve("said");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue())
                    .as(() -> said + "")
                    .withFailMessage(() -> text(said))
                    .isZero();
            for (Site site : Site.values()) {
                assertThat(text(said)).contains(site.name() + " answered by " + state.answers);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In the JVM under test. */
    public static void main(String[] args) throws Exception {
        for (Site site : Site.values()) {
            System.out.println(site.name() + " answered by " + answeredBy(site));
            // The config means one instance of each model, so those of this site have to go before the next one's are
            // made.
            System.gc();
        }
    }

    /** Opens a benchmark, which insists on its state, and calls once more. */
    private static String answeredBy(Site site) throws Exception {
        SiteBenchmark benchmark = new SiteBenchmark();
        benchmark.site = site;
        benchmark.open();
        return benchmark.answeredBy();
    }
}
