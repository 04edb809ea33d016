package dev.signalbox.examples.quickstart.demo;

/**
 * A failover that the operator forced and took back.
 *
 * @param kind whose route
 * @param chain the chain it was forced to
 * @param fromNanos when {@code failOver} had returned
 * @param untilNanos when {@code failBack} was called
 * @param backNanos when {@code failBack} had returned
 * @param next the very next call after {@code failOver} had returned
 * @param nextBack the very next call after {@code failBack} had returned
 */
record Forced(Kind kind, String chain, long fromNanos, long untilNanos, long backNanos, Answer next, Answer nextBack) {
    /** Calls that began and ended under the forced failover. */
    long calls(Tally tally) {
        return tally.count(this::under);
    }

    /** Those of them that another chain answered, or none. */
    long disobedient(Tally tally) {
        return tally.count(answer -> under(answer) && !answer.chain().equals(chain));
    }

    private boolean under(Answer answer) {
        return answer.kind() == kind && answer.startNanos() - fromNanos >= 0 && answer.endNanos() - untilNanos <= 0;
    }
}
