package dev.signalbox.core.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The problems of one file, collected while it is read, so that all are told at once. */
final class Problems {
    /** A file with more is broken as a whole; nobody reads on. */
    private static final int MOST = 100;

    private final String file;
    private final List<ConfigProblem> problems = new ArrayList<>();
    private int untold;

    Problems(String file) {
        this.file = file;
    }

    void add(Place place, String found, @Nullable String allowed, @Nullable String hint) {
        add(place.line(), place.column(), place.path(), found, allowed, hint);
    }

    void add(Place place, String found, @Nullable String allowed) {
        add(place, found, allowed, null);
    }

    /** A name that nothing in the file, and nothing built in, has. */
    void addUnknown(Place place, String what, String name, Collection<String> known) {
        add(place, "no such " + what + ": " + Texts.quote(name), Texts.list(known), Texts.nearest(name, known));
    }

    /** A problem of the file as a whole or of its syntax. */
    void addToFile(int line, int column, String found, @Nullable String allowed) {
        add(line, column, "", found, allowed, null);
    }

    private void add(int line, int column, String key, String found, @Nullable String allowed, @Nullable String hint) {
        if (problems.size() < MOST) {
            problems.add(new ConfigProblem(file, line, column, key, found, oneLine(allowed), oneLine(hint)));
        } else {
            untold++;
        }
    }

    /** Both can hold names of the file's own. */
    private static @Nullable String oneLine(@Nullable String text) {
        return text == null ? null : Texts.oneLine(text);
    }

    boolean any() {
        return !problems.isEmpty();
    }

    void throwIfAny() throws ConfigException {
        if (any()) {
            List<ConfigProblem> all = new ArrayList<>(problems);
            all.sort(ConfigProblem.BY_PLACE);
            if (untold > 0) {
                all.add(new ConfigProblem(file, 0, 0, "", "and " + untold + " more problems", null, null));
            }
            throw new ConfigException(all);
        }
    }
}
