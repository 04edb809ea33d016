package dev.signalbox.core.route;

import dev.signalbox.core.config.AllocationPriority;
import dev.signalbox.core.config.WishesConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Whom a route asks how important a call is: the most specific speaks, which is the call's own MDC, then who makes it, then the route. */
public final class Wishes {
    /** An application may put anything into its MDC, its users' input included. */
    private static final int MOST_WORDS = 16;

    private static final int LONGEST_WORD = 40;

    private final WishesConfig config;
    private final @Nullable Callers callers;
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();

    Wishes(WishesConfig config) {
        this.config = config;
        this.callers = config.callers().isEmpty() ? null : new Callers(config.callers());
    }

    /** The rank of every call, or {@link Route#ASKS}. */
    int rank() {
        return callers == null && mdcKey().isEmpty() ? config.priority().ordinal() : Route.ASKS;
    }

    /** The key of the application's MDC that is asked; empty where none is. */
    public String mdcKey() {
        return config.mdcPriority();
    }

    /** What is wished of a call that the calling thread makes, where its MDC has this word, or none. */
    public AllocationPriority priority(@Nullable String word) {
        AllocationPriority own = word == null || word.isBlank() ? null : AllocationPriority.parse(word);
        if (own == null && word != null && !word.isBlank() && unknown.size() < MOST_WORDS) {
            unknown.add(word.length() > LONGEST_WORD ? word.substring(0, LONGEST_WORD) : word);
        }
        if (own == null && callers != null) {
            own = callers.priority();
        }
        return own == null ? config.priority() : own;
    }

    /** Words that were found in the MDC and say no priority, each in a sentence. */
    public List<String> advice() {
        List<String> texts = new ArrayList<>();
        for (String word : unknown) {
            texts.add("the application's MDC has '" + printable(word) + "' under " + config.mdcPriority()
                    + ", which is none of critical, high, normal and low: such calls are taken as if it had nothing");
        }
        return texts;
    }

    private static String printable(String word) {
        StringBuilder text = new StringBuilder(word);
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))
                    || Character.getType(text.charAt(i)) == Character.LINE_SEPARATOR) {
                text.setCharAt(i, ' ');
            }
        }
        return text.toString();
    }
}
