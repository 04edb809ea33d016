package dev.signalbox.examples.quickstart.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** Every answer that the callers of one application got, in the order of arrival. */
final class Tally {
    private final List<Answer> answers = new ArrayList<>();

    synchronized void add(Answer answer) {
        answers.add(answer);
    }

    synchronized int size() {
        return answers.size();
    }

    /** The answers from the {@code from}-th on. */
    synchronized List<Answer> since(int from) {
        return List.copyOf(answers.subList(from, answers.size()));
    }

    List<Answer> matching(Predicate<Answer> condition) {
        return since(0).stream().filter(condition).toList();
    }

    long count(Predicate<Answer> condition) {
        return matching(condition).size();
    }

    /** When the first such answer to a call begun after {@code afterNanos} arrived. */
    OptionalLong firstEnd(long afterNanos, Predicate<Answer> condition) {
        return matching(condition).stream()
                .filter(answer -> answer.startNanos() - afterNanos >= 0)
                .mapToLong(Answer::endNanos)
                .min();
    }

    /** The latency that the share {@code quantile} of {@code answers} does not exceed; NaN where there are none. */
    static double millis(List<Answer> answers, double quantile) {
        double[] sorted = answers.stream().mapToDouble(Answer::millis).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(quantile * sorted.length) - 1];
    }
}
