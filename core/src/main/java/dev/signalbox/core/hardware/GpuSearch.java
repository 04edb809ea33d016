package dev.signalbox.core.hardware;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.hardware.GraphicsCard;
import oshi.util.linux.SysPath;

/** The search for this machine's GPUs: NVIDIA's through NVML where its library's file is there, the others through OSHI. */
final class GpuSearch {
    private final Supplier<List<Path>> nvmlFiles;
    private final Supplier<OptionalLong> pid;
    private final Function<Boolean, List<OshiReader.Card>> cards;

    /** A search of the real machine. */
    GpuSearch() {
        this(NvmlFiles::find, HostPid::find, GpuSearch::oshiCards);
    }

    /**
     * @param nvmlFiles the library's files, to be tried in this order
     * @param cards what OSHI knows; asked with whether NVIDIA's cards are to be among them
     */
    GpuSearch(
            Supplier<List<Path>> nvmlFiles,
            Supplier<OptionalLong> pid,
            Function<Boolean, List<OshiReader.Card>> cards) {
        this.nvmlFiles = nvmlFiles;
        this.pid = pid;
        this.cards = cards;
    }

    /** A reader of all GPUs; throws, with what was looked for, where there is none. */
    GpuReader find() {
        List<String> absent = new ArrayList<>();
        List<GpuReader> readers = new ArrayList<>();
        NvmlReader nvml = nvml(absent);
        if (nvml != null) {
            readers.add(nvml);
        }
        Misses misses = new Misses();
        List<OshiReader.Card> others = misses.or(List.of(), "OSHI's cards", () -> cards.apply(nvml == null));
        if (!others.isEmpty()) {
            readers.add(new OshiReader(nvml == null ? 0 : nvml.count(), others));
        }
        if (readers.isEmpty()) {
            throw new Unreadable("none (" + String.join("; ", absent) + misses.inWords() + ")");
        }
        return new All(readers, absent.isEmpty() || others.isEmpty() ? "" : ", no NVML: " + String.join("; ", absent));
    }

    private @Nullable NvmlReader nvml(List<String> absent) {
        for (Path file : nvmlFiles.get()) {
            try {
                NvmlReader reader = new NvmlReader(file, pid.get());
                if (reader.count() > 0) {
                    return reader;
                }
                reader.close();
                absent.add(file + " knows no GPU");
            } catch (VirtualMachineError e) {
                throw e;
            } catch (Throwable e) {
                absent.add(file + " cannot be used: " + cause(e));
            }
        }
        if (absent.isEmpty()) {
            absent.add("no " + NvmlFiles.name());
        }
        return null;
    }

    /** What is behind JNA's failure to start: the JVM's refusal of native access, or a folder that no code may run from. */
    private static String cause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Misses.reason(cause);
    }

    private static List<OshiReader.Card> oshiCards(boolean withNvidia) {
        if (HardwareSampler.onLinux()) {
            return AmdCards.find(Path.of(SysPath.DRM));
        }
        return new SystemInfo()
                .getHardware().getGraphicsCards().stream()
                        .filter(card -> withNvidia || !isNvidia(card))
                        .map(card -> new OshiReader.Card(
                                card.getName(), "", card.getVRam(), card.createStatsSession(), () -> {}))
                        .toList();
    }

    static boolean isNvidia(GraphicsCard card) {
        return (card.getVendor() + " " + card.getName())
                .toLowerCase(Locale.ROOT)
                .contains("nvidia");
    }

    /** Several readers as one. */
    private record All(List<GpuReader> readers, String note) implements GpuReader {
        @Override
        public String describe() {
            return readers.stream().map(GpuReader::describe).collect(Collectors.joining(" and ")) + note;
        }

        @Override
        public List<GpuReading> read(Misses misses) {
            return readers.stream()
                    .flatMap(reader -> reader.read(misses).stream())
                    .toList();
        }

        @Override
        public void close() {
            readers.forEach(GpuReader::close);
        }
    }
}
