package dev.signalbox.examples.quickstart.demo;

/**
 * What the script did, for those who judge the result.
 *
 * @param without the application without the agent
 * @param with the application with it
 * @param operator its beans
 * @param score the fault of the scorer
 * @param chat the faults of the chat model, from the first to the last
 * @param forced what the operator did
 */
record Outcome(Lane without, Lane with, Operator operator, Fault score, Fault chat, Forced forced) {
    Fault fault(Kind kind) {
        return kind == Kind.SCORE ? score : chat;
    }

    static long failures(Lane lane) {
        return lane.tally().count(Answer::failed);
    }
}
