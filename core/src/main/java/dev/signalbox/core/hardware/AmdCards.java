package dev.signalbox.core.hardware;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oshi.hardware.common.platform.linux.LinuxGpuStats;
import oshi.util.FileUtil;

/**
 * Linux' cards of AMD, whose driver tells use and memory in files that OSHI reads without native access.
 *
 * <p>They are looked for in the same folder as OSHI does. Its front door starts {@code lspci} and {@code lshw} to find their names
 * first, and finds no card in an image that has neither. Of Intel's cards it takes the clock's speed for their use: they are left out.
 */
final class AmdCards {
    private static final String BUSY = "gpu_busy_percent";
    private static final String MEMORY_USED = "mem_info_vram_used";
    private static final String MEMORY = "mem_info_vram_total";

    private static final Pattern CARD = Pattern.compile("/card(\\d+)$");

    private AmdCards() {}

    /**
     * The cards there are, in the order of their numbers.
     *
     * @param folder {@code /sys/class/drm}
     */
    static List<OshiReader.Card> find(Path folder) {
        Map<Integer, Path> devices = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "card*")) {
            for (Path entry : entries) {
                Path device = entry.resolve("device");
                // A card's outputs (card0-HDMI-A-1) link back to the card.
                Matcher card = CARD.matcher(entry.toString());
                if (card.find() && isReadable(device)) {
                    devices.put(Integer.valueOf(card.group(1)), device);
                }
            }
        } catch (IOException e) {
            return List.of(); // no graphics driver at all
        }
        List<OshiReader.Card> cards = new ArrayList<>();
        devices.forEach((number, device) -> cards.add(card(number, device)));
        return cards;
    }

    private static boolean isReadable(Path device) {
        return Files.isReadable(device.resolve(BUSY)) && Files.isReadable(device.resolve(MEMORY_USED));
    }

    private static OshiReader.Card card(int number, Path device) {
        String product = text(device.resolve("product_name"));
        String name = product.isEmpty() ? "AMD GPU card" + number : product;
        long memoryBytes = Files.isReadable(device.resolve(MEMORY))
                ? FileUtil.getLongFromFile(device.resolve(MEMORY).toString())
                : 0;
        return new OshiReader.Card(name, text(device.resolve("unique_id")), memoryBytes, new Stats(device), () -> {
            if (!isReadable(device)) {
                throw new Unreadable(device + " is gone or not readable");
            }
        });
    }

    private static String text(Path file) {
        return Files.isReadable(file) ? FileUtil.getStringFromFile(file.toString()) : "";
    }

    /** OSHI's statistics of a card, without the part that is for NVIDIA's. */
    private static final class Stats extends LinuxGpuStats {
        private static final int UNKNOWN = -1;

        Stats(Path device) {
            super(device.toString(), "amdgpu", "", "");
        }

        @Override
        protected boolean nvmlIsAvailable() {
            return false;
        }

        @Override
        protected String nvmlFindDevice(String pciBusId) {
            return "";
        }

        @Override
        protected String nvmlFindDeviceByName(String cardName) {
            return "";
        }

        @Override
        protected long nvmlGetVramUsed(String device) {
            return UNKNOWN;
        }

        @Override
        protected double nvmlGetTemperature(String device) {
            return UNKNOWN;
        }

        @Override
        protected double nvmlGetPowerDraw(String device) {
            return UNKNOWN;
        }

        @Override
        protected long nvmlGetCoreClockMhz(String device) {
            return UNKNOWN;
        }

        @Override
        protected long nvmlGetMemoryClockMhz(String device) {
            return UNKNOWN;
        }

        @Override
        protected double nvmlGetFanSpeedPercent(String device) {
            return UNKNOWN;
        }
    }
}
