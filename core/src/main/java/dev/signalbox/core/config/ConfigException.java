package dev.signalbox.core.config;

import java.util.List;

/** A config file that is not in force because of at least one problem; it carries all of them, in the file's order. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Transient because problems are told as text; nobody sends this exception over a wire. */
    private final transient List<ConfigProblem> problems;

    ConfigException(List<ConfigProblem> problems) {
        super(render(problems));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, at least one problem, in the file's order. */
    public List<ConfigProblem> problems() {
        return problems;
    }

    private static String render(List<ConfigProblem> problems) {
        StringBuilder text = new StringBuilder();
        for (ConfigProblem problem : problems) {
            text.append(text.length() == 0 ? "" : "\n").append(problem);
        }
        return text.toString();
    }
}
