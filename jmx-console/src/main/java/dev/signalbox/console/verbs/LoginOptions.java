package dev.signalbox.console.verbs;

import dev.signalbox.console.ConsoleException;
import dev.signalbox.console.connect.Credentials;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who logs in to a remote JVM. A password is never an argument: those are seen by every user of the machine. */
public final class LoginOptions {
    private static final String VARIABLE = "SIGNALBOX_PASSWORD";

    @Option(names = "--user", paramLabel = "NAME", description = "With --url: the user to log in as.")
    private @Nullable String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "With --url: the file whose first line is the password. Else SIGNALBOX_PASSWORD is read, or it is "
                            + "asked for.")
    private @Nullable Path passwordFile;

    Credentials credentials() {
        if (user == null) {
            if (passwordFile != null) {
                throw ConsoleException.usage("--password-file without --user", "add --user NAME");
            }
            return Credentials.NONE;
        }
        return new Credentials(user, password(user));
    }

    void refuseWithoutUrl() {
        if (user != null || passwordFile != null) {
            throw ConsoleException.usage(
                    "--user and --password-file are for --url", "local JVMs are attached to as the user you are");
        }
    }

    private String password(String name) {
        if (passwordFile != null) {
            return firstLine(passwordFile);
        }
        String variable = System.getenv(VARIABLE);
        if (variable != null) {
            return variable;
        }
        Console console = System.console();
        char[] typed = console == null ? null : console.readPassword("Password of %s: ", name);
        if (typed == null) {
            throw ConsoleException.usage(
                    "no password for user '" + name + "'", "give it in --password-file FILE or in " + VARIABLE);
        }
        return new String(typed);
    }

    private static String firstLine(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst()
                    .orElseThrow(() -> ConsoleException.usage("the password file " + file + " is empty", ""));
        } catch (IOException | java.io.UncheckedIOException e) {
            throw ConsoleException.usage("cannot read the password file " + file, "is it there, and may you read it?");
        }
    }
}
