package dev.signalbox.core.route;

import dev.signalbox.core.config.AllocationPriority;
import dev.signalbox.core.config.CallerRule;
import java.lang.StackWalker.StackFrame;

/** One rule of {@link Callers}, held against frames by their names alone: a pattern does not say whether it means a class or a method. */
final class CallerPattern {
    private static final String ALL = ".*";

    private final String path;
    private final boolean all;
    /** The class where the pattern means a method. */
    private final String owner;

    private final String method;
    /** What the bodies of the method's lambdas are called: javac makes methods of their own of them. */
    private final String lambdas;

    private final AllocationPriority priority;

    CallerPattern(CallerRule rule) {
        String pattern = rule.pattern();
        all = pattern.endsWith(ALL);
        path = all ? pattern.substring(0, pattern.length() - ALL.length()) : pattern;
        int dot = path.lastIndexOf('.');
        owner = all || dot < 0 ? "" : path.substring(0, dot);
        method = path.substring(dot + 1);
        lambdas = "lambda$" + method + "$";
        priority = rule.priority();
    }

    AllocationPriority priority() {
        return priority;
    }

    int length() {
        return path.length();
    }

    /** Whether the pattern can mean a class or a method of it. To ask a frame for its method's name is dear, so this comes first. */
    boolean mayBe(String type) {
        return type.startsWith(path) || type.equals(owner);
    }

    /** Whether the pattern means a frame of a class of which {@link #mayBe} is true. */
    boolean matches(String type, StackFrame frame) {
        if (type.startsWith(path)) {
            char next = type.length() == path.length() ? '$' : type.charAt(path.length());
            return next == '$' || (all && next == '.');
        }
        String name = frame.getMethodName();
        return name.equals(method) || name.startsWith(lambdas);
    }
}
