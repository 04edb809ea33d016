package dev.signalbox.core.site;

import java.lang.ref.WeakReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer of {@link CallGate#enter} that cannot stand for itself: no result, a result that could be mistaken for something
 * else, or an exception. Every other result is handed over as it is, so that a call answered elsewhere allocates nothing and
 * stores nothing.
 *
 * <p>It is a {@link WeakReference}, to nothing, for one reason: the woven code tells it from a result at every call, and can only
 * name types of the JDK. Whether an object is of a <em>class</em> is one comparison; whether it is of an interface that it does
 * not implement is a search through all that it does, each time (some 10 ns in HotSpot, which remembers a yes, but no no).
 */
public final class Answered extends WeakReference<@Nullable Object> implements Supplier<@Nullable Object> {
    private static final Answered NOTHING = new Answered(null, null);

    private final @Nullable Object result;
    private final @Nullable Throwable failure;

    private Answered(@Nullable Object result, @Nullable Throwable failure) {
        super(null);
        this.result = result;
        this.failure = failure;
    }

    /** A result as {@link CallGate#enter} hands it over: itself, unless it could be mistaken for something else. */
    public static Object with(@Nullable Object result) {
        return result == null || result instanceof java.lang.ref.Reference ? supplying(result) : result;
    }

    /** A result as {@link CallGate#exit} hands it over. */
    public static Answered supplying(@Nullable Object result) {
        return result == null ? NOTHING : new Answered(result, null);
    }

    /** An exception that the caller is to be given. */
    public static Answered throwing(Throwable failure) {
        return new Answered(null, failure);
    }

    /** The result; throws the exception that is the answer. */
    @Override
    public @Nullable Object get() {
        if (failure != null) {
            throw Answered.<RuntimeException>sneaky(failure);
        }
        return result;
    }

    /** The instrumented method may throw what its body may throw, checked or not: nothing else ever gets here. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T sneaky(Throwable failure) throws T {
        throw (T) failure;
    }
}
