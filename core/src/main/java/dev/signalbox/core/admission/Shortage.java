package dev.signalbox.core.admission;

import dev.signalbox.core.config.AllocationPriority;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Why a call could not have what it takes of a level. Amounts are in the units of the resource.
 *
 * @param level what ran short, as in "model large"
 * @param resource what of
 * @param priority how important the call was
 * @param wanted what it takes
 * @param held what other calls held, or what is spent of the tokens
 * @param allowed how much may be held for calls of that priority to be admitted
 * @param limit how much may be held at all
 * @param waitNanos after which time there will be enough; -1 where nobody knows
 */
public record Shortage(
        String level,
        Resource resource,
        AllocationPriority priority,
        long wanted,
        long held,
        long allowed,
        long limit,
        long waitNanos) {
    /** What the call could have had. */
    public long available() {
        return Math.max(0, allowed - held);
    }

    /** It in words, as in "model large: 30 of 32 calls are held and normal calls may take 30". */
    public String text() {
        String words = resource.words();
        if (limit == 0) {
            return level + ": no " + words + " are allowed";
        } else if (wanted > limit) {
            return level + ": " + resource.text(wanted) + " " + words + " are wanted and there are never more than "
                    + resource.text(limit);
        }
        String text = level + ": " + resource.text(held) + " of " + resource.text(limit) + " " + words + " are "
                + (resource == Resource.TOKENS ? "spent" : "held");
        if (allowed < limit) {
            text += " and " + priority.name().toLowerCase(Locale.ROOT) + " calls may take "
                    + (wanted <= allowed ? resource.text(allowed) : "some only while none are");
        }
        if (wanted > 1) {
            text += ", " + resource.text(wanted) + " are wanted";
        }
        return waitNanos < 0 ? text : text + ", there will be enough in " + time(waitNanos);
    }

    private static String time(long nanos) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(nanos);
        return seconds < 10
                ? TimeUnit.NANOSECONDS.toMillis(nanos) + " ms"
                : seconds < 600 ? seconds + " s" : seconds / 60 + " min";
    }
}
