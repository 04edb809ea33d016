package dev.signalbox.benchmarks.overload;

/** What stands before the model. */
interface Gate {
    /** A call of the model. */
    interface Work {
        void run() throws Exception;
    }

    /** Says that a call is not made. */
    final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    /**
     * Makes a call, or refuses it.
     *
     * @param nanosLeft until the caller goes away
     * @throws Exception what it refuses with
     */
    void call(Work work, long nanosLeft) throws Exception;

    /** How many permits are held, as text; "0" where all came back. */
    String held();
}
