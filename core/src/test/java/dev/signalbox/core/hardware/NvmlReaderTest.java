package dev.signalbox.core.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.NativeLibrary;
import dev.signalbox.core.testing.TestNvml;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real binding on a library compiled here: no card of NVIDIA's is needed, and none was there. */
@EnabledOnOs(OS.LINUX)
class NvmlReaderTest {
    private static final long SELF = 4711;

    @TempDir
    Path dir;

    private TestNvml library(String... flags) throws Exception {
        Optional<TestNvml> library = TestNvml.compile(dir, flags);
        assumeTrue(library.isPresent(), "this machine has no C compiler");
        return library.get();
    }

    private static NvmlReader reader(TestNvml library) {
        return new NvmlReader(library.file(), OptionalLong.of(SELF));
    }

    @Test
    void structuresAreLaidOutAsTheCompilerLaysThemOut() throws Exception {
        int[] known = {
            NvmlGpu.MEMORY_BYTES,
            NvmlGpu.MEMORY_TOTAL,
            NvmlGpu.MEMORY_USED,
            NvmlGpu.UTILIZATION_BYTES,
            NvmlGpu.UTILIZATION_PROCESSORS,
            NvmlProcesses.FIRST_INFO_BYTES,
            NvmlProcesses.INFO_BYTES,
            NvmlProcesses.INFO_PID,
            NvmlProcesses.INFO_MEMORY,
            NvmlProcesses.INFO_MEMORY,
            NvmlProcesses.SAMPLE_BYTES,
            NvmlProcesses.SAMPLE_PID,
            NvmlProcesses.SAMPLE_TIME,
            NvmlProcesses.SAMPLE_PROCESSORS
        };
        try (NativeLibrary compiled = NativeLibrary.getInstance(library().file().toString())) {
            for (int i = 0; i < known.length; i++) {
                assertThat(compiled.getFunction("test_layout").invokeInt(new Object[] {i}))
                        .as("layout %d", i)
                        .isEqualTo(known[i]);
            }
        }
    }

    @Test
    void severalGpusAreReadEachByItself() throws Exception {
        TestNvml library = library();
        library.answers("0.process.pid 4711", "1.utilization 80", "1.memory.used 8589934592", "1.temperature 71");
        try (NvmlReader reader = reader(library)) {
            Misses misses = new Misses();
            assertThat(reader.read(misses))
                    .containsExactly(
                            new GpuReading(0, "Test GPU 0", "GPU-test-0", 16_384, 1024, 0.25, 512, 0.4, 55, 71.5),
                            new GpuReading(1, "Test GPU 1", "GPU-test-1", 16_384, 8192, 0.8, 0, 0, 71, 71.5));
            assertThat(misses.inWords()).isEmpty();
            assertThat(reader.describe()).isEqualTo("NVML (" + library.file() + ", driver test.1)");
        }
        assertThat(library.log()).containsExactly("shutdown 1");
    }

    @Test
    void whatAProcessUsesIsTheMeanOfWhatIsNew() throws Exception {
        TestNvml library = library();
        library.answers("count 1", "0.process.pid 4711", "0.first 20", "0.last 60");
        try (NvmlReader reader = reader(library)) {
            assertThat(only(reader).processUtilization()).isEqualTo(0.4);
            assertThat(only(reader).processUtilization()).as("nothing new").isZero();
            library.answers("count 1", "0.process.pid 4711", "0.time 9000000", "0.first 30", "0.last 30");
            assertThat(only(reader).processUtilization()).isEqualTo(0.3);
            library.answers("count 1", "0.process.pid 4711", "0.time 9900000", "0.last 4000000");
            assertThat(only(reader).processUtilization()).as("no percentage").isNaN();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-DWITHOUT_NOTHING, 512",
        "-DWITHOUT_V3, 512",
        "-DWITHOUT_V3 -DWITHOUT_V2, 512",
    })
    void anOldDriverHasAnOlderListOfProcesses(String flags, double memoryMB) throws Exception {
        TestNvml library = library(flags.split(" "));
        library.answers("count 1", "0.process.pid 4711");
        try (NvmlReader reader = reader(library)) {
            assertThat(only(reader).processMemoryMB()).isEqualTo(memoryMB);
            library.answers("count 1", "0.process.pid 4711", "0.processes 300", "0.samples 500");
            assertThat(only(reader).processMemoryMB()).as("300 processes").isEqualTo(memoryMB);
        }
    }

    @Test
    void aListOfAnotherLayoutIsNotRead() throws Exception {
        TestNvml library = library();
        library.answers("count 1", "long 1", "0.process.pid 4711");
        try (NvmlReader reader = reader(library)) {
            Misses misses = new Misses();
            assertThat(reader.read(misses).get(0).processMemoryMB()).isNaN();
            assertThat(misses.inWords()).contains("layout of its own");
        }
    }

    @Test
    void aDriverThatDoesNotTellWhatAProcessHoldsIsNotTakenForZero() throws Exception {
        TestNvml library = library();
        library.answers("count 1", "0.process.pid 4711", "0.process.memory -1");
        try (NvmlReader reader = reader(library)) {
            assertThat(only(reader).processMemoryMB()).isNaN();
        }
    }

    @Test
    void aProcessWhoseIdTheDriverDoesNotKnowIsUnknownWhateverTheListSays() throws Exception {
        TestNvml library = library();
        library.answers("count 1", "0.process.pid 4711");
        try (NvmlReader reader = new NvmlReader(library.file(), OptionalLong.empty())) {
            Misses misses = new Misses();
            GpuReading gpu = reader.read(misses).get(0);
            assertThat(gpu.processMemoryMB()).isNaN();
            assertThat(gpu.processUtilization()).isNaN();
            assertThat(gpu.memoryUsedMB()).isEqualTo(1024);
            assertThat(misses.inWords())
                    .isEqualTo("; could not read: GPU 0's memory of this process, GPU 0's utilization by this process ("
                            + HostPid.UNKNOWN + ")");
        }
    }

    @Test
    void functionsThatAreMissingCostTheirFigureAlone() throws Exception {
        TestNvml library = library("-DWITHOUT_UUID", "-DWITHOUT_PROCESS_UTILIZATION");
        library.answers("count 1", "0.process.pid 4711", "0.power -1");
        try (NvmlReader reader = reader(library)) {
            Misses misses = new Misses();
            assertThat(reader.read(misses))
                    .containsExactly(
                            new GpuReading(0, "Test GPU 0", "", 16_384, 1024, 0.25, 512, Double.NaN, 55, Double.NaN));
            assertThat(misses.inWords())
                    .contains("GPU 0's utilization by this process (NVML: this version of the driver has no such")
                    .contains("GPU 0's power (NVML: not supported by this GPU)");
        }
    }

    @Test
    void aGpuThatIsLostKeepsItsNameAndNoFigureAndComesBack() throws Exception {
        TestNvml library = library();
        try (NvmlReader reader = reader(library)) {
            GpuReading before = reader.read(new Misses()).get(1);
            library.answers("1.code 15");
            Misses misses = new Misses();
            List<GpuReading> lost = reader.read(misses);
            assertThat(lost.get(1)).isEqualTo(before.withoutFigures());
            assertThat(lost.get(0).memoryMB()).isEqualTo(16_384);
            assertThat(misses.inWords()).endsWith("GPU 1's temperature, GPU 1's power (NVML: the GPU is lost)");
            library.answers("1.time 6000000");
            assertThat(reader.read(new Misses()).get(1)).isEqualTo(before);
        }
    }

    @Test
    void aGpuThatDoesNotAnswerAtFirstIsNamedOnceItDoes() throws Exception {
        TestNvml library = library();
        library.answers("count 1", "0.handle 4");
        try (NvmlReader reader = reader(library)) {
            Misses misses = new Misses();
            assertThat(reader.read(misses).get(0).name()).isEqualTo("unknown");
            assertThat(misses.inWords()).contains("NVML: no permission");
            library.answers("count 1");
            assertThat(only(reader).name()).isEqualTo("Test GPU 0");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "9, the driver is not loaded",
        "12, a library of the driver is missing",
        "18, the library and the driver are of different versions",
        "4242, return code 4242",
    })
    void aLibraryThatDoesNotStartSaysWhy(int code, String words) throws Exception {
        TestNvml library = library();
        library.answers("init " + code);
        assertThatThrownBy(() -> reader(library)).isInstanceOf(Unreadable.class).hasMessage("NVML: " + words);
        assertThat(library.log()).as("what did not start is not shut down").isEmpty();
    }

    private static GpuReading only(NvmlReader reader) {
        List<GpuReading> gpus = reader.read(new Misses());
        assertThat(gpus).hasSize(1);
        return gpus.get(0);
    }
}
