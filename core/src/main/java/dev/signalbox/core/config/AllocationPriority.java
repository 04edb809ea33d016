package dev.signalbox.core.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How important a call is. Declared from the most important to the least, so {@link #ordinal} is its rank. */
public enum AllocationPriority {
    /** Before everything else. */
    CRITICAL,
    /** Before what is normal. */
    HIGH,
    /** What nobody said anything of. */
    NORMAL,
    /** After everything else. */
    LOW;

    /** The priority that a word says, in whatever case, {@code medium} being another word for normal; null where it says none. */
    public static @Nullable AllocationPriority parse(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "critical" -> CRITICAL;
            case "high" -> HIGH;
            case "normal", "medium" -> NORMAL;
            case "low" -> LOW;
            default -> null;
        };
    }

    /** It in words: {@code critical}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
