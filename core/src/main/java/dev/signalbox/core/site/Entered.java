package dev.signalbox.core.site;

import java.lang.ref.SoftReference;
import org.jspecify.annotations.Nullable;

/**
 * A call whose body runs and whose end {@link CallGate#exit} is to be told of.
 *
 * <p>It is a {@link SoftReference}, to nothing, for the reason that {@link Answered} tells: woven code can name types of the JDK
 * only, and asks for a class cheaply.
 */
public abstract class Entered extends SoftReference<@Nullable Object> {
    /** A call; it refers to nothing. */
    protected Entered() {
        super(null);
    }
}
