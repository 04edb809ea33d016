package dev.signalbox.examples.springai.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.examples.harness.Jdk;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The example, on every JDK found: each promise is kept. */
class SpringAiExampleIT {
    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void keepsItsPromises(Jdk jdk) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        boolean kept = SpringAiExample.example(
                        Path.of(System.getProperty("signalbox.agent.jar")).normalize(),
                        Path.of("signalbox.yaml"),
                        Path.of(System.getProperty("app.jar")),
                        Path.of("target/example-it"))
                .run(jdk, new PrintStream(printed, true, StandardCharsets.UTF_8));
        assertThat(kept).as(printed.toString(StandardCharsets.UTF_8)).isTrue();
    }
}
