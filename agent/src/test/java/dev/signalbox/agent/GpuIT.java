package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.signalbox.agent.testing.ChildJvm;
import dev.signalbox.agent.testing.Jdk;
import dev.signalbox.agent.testing.Jmx;
import dev.signalbox.agent.testing.Serving;
import dev.signalbox.agent.testing.WebApps;
import dev.signalbox.core.control.Names;
import dev.signalbox.core.testing.TestNvml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** GPUs as the built jar shows them, out of a library that is compiled here in NVIDIA's place. */
@EnabledOnOs(OS.LINUX)
class GpuIT {
    private static final String CONFIG = Serving.SITE + "observe: true\nhardware: { sample: 200ms }\n";

    private static final String FAREWELL = "the application ends";

    @TempDir
    private Path folder = Path.of("");

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    static Stream<Jdk> jdksThatCanDenyNativeAccess() {
        return Jdk.all().stream().filter(jdk -> jdk.feature() >= 24);
    }

    private TestNvml library() throws Exception {
        Optional<TestNvml> library = TestNvml.compile(folder);
        assumeTrue(library.isPresent(), "this machine has no C compiler");
        return library.get();
    }

    private ChildJvm jvm(Jdk jdk) {
        return Serving.plain(jdk).environment("LD_LIBRARY_PATH", folder.toString());
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void gpusAreShownAndOneThatIsLostHasNoFigures(Jdk jdk) throws Exception {
        TestNvml library = library();
        library.answers("0.process.pid self", "1.utilization 80");
        try (Serving serving = Serving.with(jvm(jdk), CONFIG)) {
            Jmx.await("two GPUs", () -> gpus(serving).length == 2);
            CompositeData first = gpus(serving)[0];
            assertThat(first.get("index")).isEqualTo(0);
            assertThat(first.get("name")).isEqualTo("Test GPU 0");
            assertThat(first.get("uuid")).isEqualTo("GPU-test-0");
            assertThat(first.get("memoryMB")).isEqualTo(16_384.0);
            assertThat(first.get("memoryUsedMB")).isEqualTo(1024.0);
            assertThat(first.get("utilization")).isEqualTo(0.25);
            assertThat(first.get("temperatureCelsius")).isEqualTo(55.0);
            assertThat(first.get("powerWatts")).isEqualTo(71.5);
            assertThat(gpus(serving)[1].get("utilization")).isEqualTo(0.8);
            boolean ownNamespace = !Files.readSymbolicLink(Path.of("/proc/" + serving.pid() + "/ns/pid"))
                    .toString()
                    .equals("pid:[4026531836]");
            assertThat(first.get("processMemoryMB")).isEqualTo(ownNamespace ? Double.NaN : 512.0);
            assertThat(gpus(serving)[1].get("processMemoryMB")).isEqualTo(ownNamespace ? Double.NaN : 0.0);
            assertThat(source(serving)).contains("; GPUs: NVML (" + library.file() + ", driver test.1)");

            library.answers("1.code 15");
            Jmx.await("GPU 1 is lost", () -> Double.isNaN((Double) gpus(serving)[1].get("memoryUsedMB")));
            assertThat(gpus(serving)[1].get("name")).isEqualTo("Test GPU 1");
            assertThat(gpus(serving)[0].get("memoryUsedMB")).isEqualTo(1024.0);
            assertThat(source(serving)).contains("(NVML: the GPU is lost)");

            assertThat(serving.jmx().agent().getLastInternalErrors()).isEmpty();
            List<String> err = serving.end().err().lines().toList();
            if (jdk.feature() < 24) {
                assertThat(err).containsExactly(FAREWELL);
            } else {
                assertThat(err)
                        .as("four lines of the JVM's about native access")
                        .hasSize(6)
                        .endsWith("", FAREWELL);
                assertThat(err.subList(0, 4)).allMatch(line -> line.startsWith("WARNING: "));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void whenTheAgentLeavesTheDriverIsLetGo(Jdk jdk) throws Exception {
        TestNvml library = library();
        ChildJvm jvm = WebApps.alone(jdk).environment("LD_LIBRARY_PATH", folder.toString());
        try (Serving serving = Serving.with(jvm, WebAppsIT.config("shop"))) {
            Jmx.await("two GPUs", () -> gpus(serving).length == 2);
            assertThat(library.log()).isEmpty();
            serving.jmx().detachAgent();
            Jmx.await("the end of the library", () -> library.log().equals(List.of("shutdown 1")));
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void withoutALibraryThereIsNoGpuAndNoJna(Jdk jdk) throws Exception {
        Path classes = folder.resolve("classes.txt");
        ChildJvm jvm = jvm(jdk).options("-Xlog:class+load=info:file=" + classes + ":none:filecount=0");
        try (Serving serving = Serving.with(jvm, CONFIG)) {
            Jmx.await("a search", () -> source(serving).contains("; GPUs: none (no libnvidia-ml.so.1); "));
            assertThat(gpus(serving)).isEmpty();
            assertThat(serving.end().err()).isEqualTo(FAREWELL + "\n");
        }
        assertThat(Files.readString(classes))
                .contains("dev.signalbox.core.hardware.NvmlFiles ")
                .doesNotContain("com.sun.jna.")
                .doesNotContain("dev.signalbox.core.hardware.Nvml ");
    }

    @ParameterizedTest
    @MethodSource("jdksThatCanDenyNativeAccess")
    void whereNativeAccessIsDeniedTheReasonIsTold(Jdk jdk) throws Exception {
        TestNvml library = library();
        try (Serving serving = Serving.with(jvm(jdk).options("--illegal-native-access=deny"), CONFIG)) {
            Jmx.await("a search", () -> source(serving).contains("; GPUs: none ("));
            assertThat(source(serving))
                    .contains(library.file() + " cannot be used: java.lang.IllegalCallerException: ");
            assertThat(gpus(serving)).isEmpty();
            assertThat((Double) attribute(serving, "HostMemoryMB")).isPositive();
            assertThat(serving.end().err()).isEqualTo(FAREWELL + "\n");
        }
    }

    private static CompositeData[] gpus(Serving serving) throws Exception {
        return (CompositeData[]) attribute(serving, "Gpus");
    }

    private static String source(Serving serving) throws Exception {
        return (String) attribute(serving, "Source");
    }

    private static Object attribute(Serving serving, String name) throws Exception {
        try {
            return serving.jmx().server().getAttribute(Names.hardware(), name);
        } catch (JMException e) {
            throw new AssertionError(name, e);
        }
    }
}
