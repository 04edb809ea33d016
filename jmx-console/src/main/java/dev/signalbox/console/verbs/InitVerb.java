package dev.signalbox.console.verbs;

import dev.signalbox.console.ConsoleException;
import dev.signalbox.console.connect.Connection;
import dev.signalbox.console.init.ConfigText;
import dev.signalbox.console.init.Seen;
import dev.signalbox.console.output.Answer;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code init}: a config to begin with. */
@Command(
        name = "init",
        description = {
            "Writes a commented signalbox.yaml from the model instances the agent has seen.",
            "It proposes a model for each, and routes among those that can stand in for one another."
        },
        footer = {
            "",
            "Ends with 1 where the agent has seen no instance.",
            "",
            "Examples:",
            "  signalbox init",
            "  signalbox init 4711 --output signalbox.yaml",
            "  signalbox init --main QuickstartServer --json"
        })
public final class InitVerb extends PidVerb {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write to this file, which must not be there yet; without it, to stdout.")
    private @Nullable Path file;

    @Option(names = "--force", description = "With --output: replace the file where it is there.")
    private boolean force;

    @Override
    public Integer call() {
        if (force && file == null) {
            throw ConsoleException.usage("--force is for --output", "name the file with --output");
        }
        if (file != null && !force && Files.exists(file)) {
            throw isThere(file);
        }
        return super.call();
    }

    @Override
    Answer ask(Connection connection) {
        Seen seen = Seen.by(connection.target(), connection.agent());
        if (seen.instances().isEmpty()) {
            throw ConsoleException.refused(
                    "the agent in " + connection.target() + " has seen no model instance",
                    "has the application made or called one yet? 'status --json' tells each call site's state: waiting"
                            + " where no class of its library was loaded, disabled where the version does not fit; models of"
                            + " your own classes need a call site in a config",
                    null);
        }
        String text = ConfigText.of(seen);
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("target", connection.target());
        json.put("file", file == null ? null : file.toString());
        json.put("yaml", text);
        if (file == null) {
            return Answer.ok(json, colour -> text);
        }
        write(file, text);
        return Answer.line(json, "wrote " + file + ", from " + seen.instances().size() + " model instances");
    }

    private void write(Path to, String text) {
        OpenOption[] options = force
                ? new OpenOption[] {
                    StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE
                }
                : new OpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};
        try {
            Files.writeString(to, text, options);
        } catch (FileAlreadyExistsException e) {
            throw isThere(to);
        } catch (IOException e) {
            throw ConsoleException.usage("cannot write " + to + ": " + e, "give another file with --output");
        }
    }

    private static ConsoleException isThere(Path file) {
        return ConsoleException.usage(
                file + " is there already", "give another file with --output, or replace it with --force");
    }
}
