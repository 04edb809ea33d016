package dev.signalbox.console.output;

import dev.signalbox.console.ExitCodes;
import java.util.Map;
import java.util.function.Function;

/**
 * What a verb tells: the same facts for a program and for a person.
 *
 * @param json what {@code --json} writes
 * @param text what is written else, given whether colour is on
 * @param exitCode with which the console ends
 */
public record Answer(Map<String, ?> json, Function<Boolean, String> text, int exitCode) {
    /** An answer of a verb that was done. */
    public static Answer ok(Map<String, ?> json, Function<Boolean, String> text) {
        return new Answer(json, text, ExitCodes.OK);
    }

    /** An answer of one line of text. */
    public static Answer line(Map<String, ?> json, String line) {
        return ok(json, colour -> Words.printable(line) + "\n");
    }
}
