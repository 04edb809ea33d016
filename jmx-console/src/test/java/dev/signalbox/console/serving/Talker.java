package dev.signalbox.console.serving;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A model of an application that knows nothing of Signalbox. */
public final class Talker {
    private final String name;

    private Talker(String name) {
        this.name = name;
    }

    /** What the config matches it by. */
    public String name() {
        return name;
    }

    /** The method that the config names. */
    public String say(String what) {
        return name + " says " + what;
    }

    /** Answers each line with the large model; the small one is there to stand in, and for lines that ask for it. */
    static void serve(InputStream in, PrintStream out) throws IOException {
        Talker large = new Talker("large");
        Talker small = new Talker("small");
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String answer;
            try {
                answer = (line.startsWith("small ") ? small : large).say(line);
            } catch (RuntimeException refused) {
                answer = refused.toString();
            }
            out.println(answer);
        }
        out.println(small.say("goodbye")); // it lives as long as the application
    }
}
