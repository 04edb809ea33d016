package dev.signalbox.core.config;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What calls of a route are to be given, by whom they come from.
 *
 * @param priority how important a call is of which nothing else is said
 * @param callers how important calls are that come from some of the application's code
 * @param mdcPriority the key of the application's MDC under which a call's own priority stands; empty for none
 */
public record WishesConfig(AllocationPriority priority, List<CallerRule> callers, String mdcPriority) {
    /** Normal calls, whoever makes them. */
    public static final WishesConfig NONE = new WishesConfig(AllocationPriority.NORMAL, List.of(), "");

    /** The priorities that the config names; an MDC may say any other. */
    public Set<AllocationPriority> named() {
        Set<AllocationPriority> named = EnumSet.of(priority);
        for (CallerRule rule : callers) {
            named.add(rule.priority());
        }
        return named;
    }
}
