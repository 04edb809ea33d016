package dev.signalbox.core.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.signalbox.core.testing.TestNvml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Which GPUs are found, by which way, and what is said where there is none. */
@EnabledOnOs(OS.LINUX)
class GpuSearchTest {
    @TempDir
    Path dir;

    private GpuSearch search(Supplier<List<Path>> nvmlFiles) {
        return new GpuSearch(nvmlFiles, OptionalLong::empty, withNvidia -> AmdCards.find(dir.resolve("drm")));
    }

    @Test
    void withoutALibraryAndACardThereIsNone() {
        assertThatThrownBy(() -> search(List::of).find())
                .isInstanceOf(Unreadable.class)
                .hasMessage("none (no libnvidia-ml.so.1)");
    }

    @Test
    void aFileThatIsNoLibraryIsNamedAndTheNextIsTried() throws Exception {
        Path text = Files.writeString(dir.resolve("text"), "no library");
        assertThatThrownBy(() -> search(() -> List.of(text)).find())
                .isInstanceOf(Unreadable.class)
                .hasMessageStartingWith("none (" + text + " cannot be used: java.lang.UnsatisfiedLinkError: ");

        Optional<TestNvml> library = TestNvml.compile(dir);
        assumeTrue(library.isPresent(), "this machine has no C compiler");
        try (GpuReader reader =
                search(() -> List.of(text, library.get().file())).find()) {
            assertThat(reader.read(new Misses())).hasSize(2);
        }
        library.get().answers("count 0");
        assertThatThrownBy(() -> search(() -> List.of(library.get().file())).find())
                .hasMessage("none (" + library.get().file() + " knows no GPU)");
        assertThat(library.get().log()).containsExactly("shutdown 1", "shutdown 1");
    }

    @Test
    void cardsOfAmdFollowThoseOfNvidia() throws Exception {
        card("card10", "9", "2097152");
        card("card2", "40", "1048576");
        write("card2/device/product_name", "Instinct");
        write("card2/device/unique_id", "beef");
        write("card2/device/hwmon/hwmon3/temp1_input", "45000");
        write("card2/device/hwmon/hwmon3/power1_average", "90000000");
        write("card2-DP-1/device/enabled", "no");
        write("card3/device/vendor", "0x8086");
        Optional<TestNvml> library = TestNvml.compile(dir);
        assumeTrue(library.isPresent(), "this machine has no C compiler");
        try (GpuReader reader = search(() -> List.of(library.get().file())).find()) {
            Misses misses = new Misses();
            List<GpuReading> gpus = reader.read(misses);
            assertThat(gpus).hasSize(4);
            assertThat(gpus.get(2))
                    .isEqualTo(new GpuReading(2, "Instinct", "beef", 8, 1, 0.4, Double.NaN, Double.NaN, 45, 90));
            assertThat(gpus.get(3).name()).isEqualTo("AMD GPU card10");
            assertThat(gpus.get(3).utilization()).isEqualTo(0.09);
            assertThat(gpus.get(3).temperatureCelsius()).isNaN();
            assertThat(misses.inWords()).contains("GPU 3's temperature");
            assertThat(reader.describe()).startsWith("NVML (").endsWith(" and OSHI's GraphicsCard");

            Files.delete(dir.resolve("drm/card2/device/gpu_busy_percent"));
            GpuReading gone = reader.read(new Misses()).get(2);
            assertThat(gone.name()).isEqualTo("Instinct");
            assertThat(gone.utilization()).isNaN();
            assertThat(gone.memoryUsedMB()).isNaN();
        }
    }

    @Test
    void cardsOfAmdAreFoundWithoutNvml() throws Exception {
        card("card0", "100", "1048576");
        try (GpuReader reader = search(List::of).find()) {
            assertThat(reader.read(new Misses()).get(0).index()).isZero();
            assertThat(reader.describe()).isEqualTo("OSHI's GraphicsCard, no NVML: no libnvidia-ml.so.1");
        }
    }

    @Test
    void theLibraryIsFoundInTheLoadersCacheAndThroughLinksOnce() throws Exception {
        Path cache = Files.write(
                dir.resolve("ld.so.cache"),
                ("glibc-ld.so.cache1.1\0libc.so.6\0/lib/libc.so.6\0libnvidia-ml.so.1\0/opt/a/libnvidia-ml.so.1\0"
                                + "/opt/b/libnvidia-ml.so.1\0/opt/c/libnvidia-ml.so.12\0libz.so\0")
                        .getBytes(StandardCharsets.ISO_8859_1));
        assertThat(NvmlFiles.cached(cache)).containsExactly("/opt/a", "/opt/b");
        assertThat(NvmlFiles.cached(dir.resolve("absent"))).isEmpty();

        Path real =
                Files.writeString(Files.createDirectories(dir.resolve("real")).resolve("lib.so"), "");
        Files.createSymbolicLink(dir.resolve("lib.so"), real);
        assertThat(NvmlFiles.existing(
                        List.of("", ".", "\0", dir.resolve("absent").toString(), dir.toString(), dir + "/real"),
                        "lib.so"))
                .containsExactly(dir.resolve("lib.so"));
    }

    @Test
    void onlyTheFirstPidNamespaceIsTheDrivers() throws Exception {
        assertThat(HostPid.inFirstNamespace(Files.createSymbolicLink(dir.resolve("a"), Path.of("pid:[4026531836]"))))
                .isTrue();
        assertThat(HostPid.inFirstNamespace(Files.createSymbolicLink(dir.resolve("b"), Path.of("pid:[4026532290]"))))
                .isFalse();
        assertThat(HostPid.inFirstNamespace(dir.resolve("absent"))).isFalse();
    }

    private void card(String name, String busy, String used) throws IOException {
        write(name + "/device/gpu_busy_percent", busy);
        write(name + "/device/mem_info_vram_used", used);
        write(name + "/device/mem_info_vram_total", "8388608");
    }

    private void write(String path, String text) throws IOException {
        Path file = dir.resolve("drm").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text + "\n");
    }
}
