package dev.signalbox.core.route;

import dev.signalbox.core.config.AllocationPriority;
import dev.signalbox.core.config.CallerRule;
import java.lang.StackWalker.StackFrame;
import java.util.Comparator;
import java.util.List;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How important a call is by who makes it: the nearest frame of the calling thread's stack that a rule speaks of decides, and the longest
 * pattern among those that speak of it.
 *
 * <p>Only names are compared, so no class is looked up and none is kept: what a class extends makes no difference.
 */
final class Callers {
    /** How far a stack is looked at, from the top, our own few frames included. */
    static final int MOST_FRAMES = 64;

    private static final StackWalker WALKER = StackWalker.getInstance();

    private final CallerPattern[] patterns;
    private final Function<Stream<StackFrame>, @Nullable AllocationPriority> nearest = this::nearest;

    Callers(List<CallerRule> rules) {
        patterns = rules.stream()
                .map(CallerPattern::new)
                .sorted(Comparator.comparingInt(CallerPattern::length).reversed())
                .toArray(CallerPattern[]::new);
    }

    /** What the rules say of a call that the calling thread makes; null where they say nothing. */
    @Nullable
    AllocationPriority priority() {
        return WALKER.walk(nearest);
    }

    private @Nullable AllocationPriority nearest(Stream<StackFrame> stack) {
        Spliterator<StackFrame> frames = stack.spliterator(); // the walker's own: stages of a stream would be objects
        Look look = new Look();
        for (int i = 0; i < MOST_FRAMES && look.found == null && frames.tryAdvance(look); i++) {
            // it looks
        }
        return look.found;
    }

    private final class Look implements Consumer<StackFrame> {
        private @Nullable AllocationPriority found;

        @Override
        public void accept(StackFrame frame) {
            String type = frame.getClassName();
            for (CallerPattern pattern : patterns) {
                if (pattern.mayBe(type) && pattern.matches(type, frame)) {
                    found = pattern.priority();
                    return;
                }
            }
        }
    }
}
