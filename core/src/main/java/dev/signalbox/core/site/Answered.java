package dev.signalbox.core.site;

import java.lang.ref.WeakReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer that {@link CallGate#enter} gives instead of a call: the body is to be skipped.
 *
 * <p>It is a {@link WeakReference}, to nothing, for one reason: the woven code asks at every call whether it holds an answer, and
 * can only name types of the JDK. Whether an object is of a <em>class</em> is one comparison; whether it is of an interface that
 * it does not implement is a search through all that it does, each time (some 10 ns in HotSpot, which remembers a yes, but no no).
 */
public abstract class Answered extends WeakReference<@Nullable Object> implements Supplier<@Nullable Object> {
    /** An answer; it refers to nothing. */
    protected Answered() {
        super(null);
    }

    /** The result; throws the exception that is the answer. */
    @Override
    public abstract @Nullable Object get();
}
