package dev.signalbox.core.metrics;

import com.codahale.metrics.Counter;
import java.util.function.LongSupplier;

/** A Dropwizard counter that shows a count kept elsewhere. It cannot be counted up through Dropwizard. */
public final class CounterView extends Counter {
    private final LongSupplier count;

    /** A view of a count. */
    public CounterView(LongSupplier count) {
        this.count = count;
    }

    @Override
    public long getCount() {
        return count.getAsLong();
    }

    @Override
    public void inc(long n) {
        throw new UnsupportedOperationException("a view: Signalbox keeps the count");
    }

    @Override
    public void dec(long n) {
        inc(-n);
    }
}
