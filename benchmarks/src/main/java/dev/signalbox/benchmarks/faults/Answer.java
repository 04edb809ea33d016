package dev.signalbox.benchmarks.faults;

/**
 * What the application got for one question.
 *
 * @param number the question's number
 * @param micros how long the caller waited
 * @param attempts how often the first model was asked
 * @param text the answer, or the simple name of the exception
 */
record Answer(int number, long micros, int attempts, String text) {
    static Answer parse(String line) {
        String[] fields = line.split("\t", 4);
        return new Answer(
                Integer.parseInt(fields[0]), Long.parseLong(fields[1]), Integer.parseInt(fields[2]), fields[3]);
    }

    /** What {@link #parse} reads. */
    String line() {
        return number + "\t" + micros + "\t" + attempts + "\t" + text;
    }

    boolean isBy(String model) {
        return text.equals("This is " + model + ".");
    }

    /** Whether the caller has no answer of any model. */
    boolean isFailure() {
        return !isBy(Asker.FIRST) && !isBy(Asker.SECOND);
    }

    /** How often the first model was asked for nothing. */
    int wasted() {
        return attempts - (isBy(Asker.FIRST) ? 1 : 0);
    }
}
