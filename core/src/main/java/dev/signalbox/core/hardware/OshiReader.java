package dev.signalbox.core.hardware;

import java.util.ArrayList;
import java.util.List;
import oshi.hardware.GpuStats;

/** GPUs of which OSHI knows figures; what a process holds of them it does not know. */
final class OshiReader implements GpuReader {
    private static final double PERCENT = 100;
    private static final String SOURCE = "OSHI's statistics of this GPU";

    private final int firstIndex;
    private final List<Card> cards;

    /**
     * @param firstIndex the index of the first of the cards
     */
    OshiReader(int firstIndex, List<Card> cards) {
        this.firstIndex = firstIndex;
        this.cards = List.copyOf(cards);
    }

    /**
     * One card as OSHI found it.
     *
     * @param memoryBytes its memory; 0 where unknown
     * @param there throws, with the reason, where the card cannot be read now: OSHI would take that for 0
     */
    record Card(String name, String uuid, long memoryBytes, GpuStats stats, Runnable there) {}

    @Override
    public String describe() {
        return "OSHI's GraphicsCard";
    }

    @Override
    public List<GpuReading> read(Misses misses) {
        List<GpuReading> readings = new ArrayList<>();
        for (Card card : cards) {
            readings.add(read(firstIndex + readings.size(), card, misses));
        }
        return readings;
    }

    private static GpuReading read(int index, Card card, Misses misses) {
        String gpu = "GPU " + index + "'s ";
        GpuStats stats = card.stats();
        return new GpuReading(
                index,
                card.name(),
                card.uuid(),
                misses.orNaN(
                        gpu + "memory",
                        () -> HardwareSampler.toMB(Unreadable.unlessPositive(card.memoryBytes(), SOURCE))),
                misses.orNaN(gpu + "memory used", () -> HardwareSampler.toMB((long) told(card, stats.getVramUsed()))),
                misses.orNaN(gpu + "utilization", () -> Math.min(1, told(card, stats.getGpuUtilization()) / PERCENT)),
                Double.NaN,
                Double.NaN,
                misses.orNaN(gpu + "temperature", () -> told(card, stats.getTemperature())),
                misses.orNaN(gpu + "power", () -> told(card, stats.getPowerDraw())));
    }

    /** OSHI says -1 where it does not know. */
    private static double told(Card card, double figure) {
        card.there().run();
        if (figure < 0) {
            throw new Unreadable(SOURCE + " do not tell");
        }
        return figure;
    }

    @Override
    public void close() {
        cards.forEach(card -> card.stats().close());
    }
}
