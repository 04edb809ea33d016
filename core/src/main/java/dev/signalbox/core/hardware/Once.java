package dev.signalbox.core.hardware;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value made at first use; a failure to make it is kept and told again, not tried again at every sample. Used by one thread. */
final class Once<T> implements Supplier<T> {
    private final Supplier<T> make;
    private @Nullable T made;
    private @Nullable Unreadable failure;

    Once(Supplier<T> make) {
        this.make = make;
    }

    @Override
    public T get() {
        if (failure != null) {
            throw failure;
        }
        if (made == null) {
            try {
                made = make.get();
            } catch (VirtualMachineError e) {
                throw e;
            } catch (Throwable e) {
                failure = new Unreadable(e.toString());
                throw failure;
            }
        }
        return made;
    }
}
