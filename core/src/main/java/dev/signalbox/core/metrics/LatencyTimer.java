package dev.signalbox.core.metrics;

import com.codahale.metrics.Clock;
import com.codahale.metrics.EWMA;
import com.codahale.metrics.Snapshot;
import com.codahale.metrics.Timer;
import com.codahale.metrics.UniformReservoir;
import dev.signalbox.core.time.TimeSource;
import java.util.concurrent.TimeUnit;

/**
 * A Dropwizard timer that shows the latencies of a {@link Meter}, in nanoseconds as timers do. It cannot be updated through
 * Dropwizard. The control thread ticks it every 5 s, as the moving rates are defined.
 */
public final class LatencyTimer extends Timer {
    /** How often {@link #tick} is to be called. */
    public static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Meter meter;
    private final TimeSource time;
    private final long firstNanos;
    private final long firstCount;
    private final EWMA oneMinute = EWMA.oneMinuteEWMA();
    private final EWMA fiveMinutes = EWMA.fiveMinuteEWMA();
    private final EWMA fifteenMinutes = EWMA.fifteenMinuteEWMA();
    private long tickedCount;

    /** A view of a meter. */
    public LatencyTimer(Meter meter, TimeSource time) {
        super(new UniformReservoir(1), Clock.defaultClock());
        this.meter = meter;
        this.time = time;
        this.firstNanos = time.nanoTime();
        this.firstCount = meter.total();
        this.tickedCount = firstCount;
    }

    /** Lets 5 s go by for the moving rates. */
    public void tick() {
        long count = meter.total();
        for (EWMA rate : new EWMA[] {oneMinute, fiveMinutes, fifteenMinutes}) {
            rate.update(count - tickedCount);
            rate.tick();
        }
        tickedCount = count;
    }

    @Override
    public long getCount() {
        return meter.total();
    }

    @Override
    public Snapshot getSnapshot() {
        return new SnapshotView(meter.latencies());
    }

    @Override
    public double getMeanRate() {
        double seconds = (time.nanoTime() - firstNanos) / 1e9;
        return seconds <= 0 ? Double.NaN : (meter.total() - firstCount) / seconds;
    }

    @Override
    public double getOneMinuteRate() {
        return oneMinute.getRate(TimeUnit.SECONDS);
    }

    @Override
    public double getFiveMinuteRate() {
        return fiveMinutes.getRate(TimeUnit.SECONDS);
    }

    @Override
    public double getFifteenMinuteRate() {
        return fifteenMinutes.getRate(TimeUnit.SECONDS);
    }

    @Override
    public void update(long duration, TimeUnit unit) {
        throw new UnsupportedOperationException("a view: Signalbox keeps the latencies");
    }
}
