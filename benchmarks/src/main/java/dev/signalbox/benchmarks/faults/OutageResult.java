package dev.signalbox.benchmarks.faults;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * What an outage cost.
 *
 * @param failures calls of the whole trial that got no answer
 * @param wasted how often the first model was asked for nothing by calls that were under way during the outage
 * @param halfMillis the median of what those calls took
 * @param mostMillis what 99 % of them took at most
 * @param secondsToSwitch from the outage's beginning to the first of five calls in a row that let the first model alone; NaN
 *     where there were none
 * @param secondsToReturn from its end to the first of five calls in a row that the first model answered; NaN where there were none
 */
record OutageResult(
        long failures,
        long wasted,
        double halfMillis,
        double mostMillis,
        double secondsToSwitch,
        double secondsToReturn) {
    private static final int IN_A_ROW = 5;

    /**
     * A question and what came of it.
     *
     * @param at when it was asked, on the clock of the outage's beginning and end
     */
    record Call(long at, Answer answer) {
        private long over() {
            return at + answer.micros() * 1_000;
        }
    }

    static OutageResult of(List<Call> unordered, long begun, long ended) {
        List<Call> calls = unordered.stream()
                .sorted(Comparator.comparingInt(call -> call.answer().number()))
                .toList();
        List<Call> during = calls.stream()
                .filter(call -> call.over() - begun >= 0 && call.at() - ended < 0)
                .toList();
        List<Call> after = calls.stream().filter(call -> call.at() - ended >= 0).toList();
        long[] micros = during.stream()
                .mapToLong(call -> call.answer().micros())
                .sorted()
                .toArray();
        return new OutageResult(
                calls.stream().filter(call -> call.answer().isFailure()).count(),
                during.stream().mapToLong(call -> call.answer().wasted()).sum(),
                quantileMillis(micros, 0.5),
                quantileMillis(micros, 0.99),
                seconds(begun, during, answer -> answer.attempts() == 0),
                seconds(ended, after, answer -> answer.isBy(Asker.FIRST)));
    }

    private static double quantileMillis(long[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e3;
    }

    private static double seconds(long from, List<Call> calls, Predicate<Answer> condition) {
        int inARow = 0;
        for (int i = 0; i < calls.size(); i++) {
            inARow = condition.test(calls.get(i).answer()) ? inARow + 1 : 0;
            if (inARow == IN_A_ROW) {
                return Math.max(0, calls.get(i - IN_A_ROW + 1).at() - from) / 1e9;
            }
        }
        return Double.NaN;
    }
}
