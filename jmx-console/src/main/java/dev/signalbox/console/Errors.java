package dev.signalbox.console;

import dev.signalbox.console.connect.Nearest;
import dev.signalbox.console.output.Json;
import dev.signalbox.console.output.Style;
import dev.signalbox.console.output.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells failures in one or two lines on stderr, or as one JSON document on stdout; the stack trace only when asked for. */
final class Errors implements IExecutionExceptionHandler, IParameterExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine verb, ParseResult parsed) {
        ConsoleException told = failure instanceof ConsoleException c
                ? c
                : ConsoleException.noConnection(
                        "the console failed: " + failure,
                        "this is a bug of the console; --verbose shows where",
                        failure);
        return tell(told, verb, parsed.originalArgs());
    }

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        CommandLine verb = failure.getCommandLine();
        String hint = "see 'signalbox " + (verb.getParent() == null ? "" : verb.getCommandName() + " ") + "--help'";
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof UnmatchedArgumentException unmatched) {
            String typed = unmatched.getUnmatched().get(0);
            boolean asVerb = verb.getParent() == null && !typed.startsWith("-");
            List<String> known = asVerb
                    ? List.copyOf(verb.getSubcommands().keySet())
                    : List.copyOf(verb.getCommandSpec().optionsMap().keySet());
            message = asVerb ? "no verb '" + typed + "'" : "not understood: '" + typed + "'";
            if (asVerb || typed.startsWith("-")) {
                hint = "did you mean '" + Nearest.first(typed, known).get(0) + "'? " + hint;
            }
        }
        return tell(ConsoleException.usage(message, hint), verb, List.of(args));
    }

    private static int tell(ConsoleException failure, CommandLine verb, List<String> args) {
        if (args.contains("--json")) {
            verb.getOut().println(Json.document(json(failure)));
        } else {
            boolean colour = Style.colourIsWelcome();
            String[] lines = String.valueOf(failure.getMessage()).split("\n", -1);
            verb.getErr().println(Style.BAD.paint("error: ", colour) + Words.printable(lines[0]));
            for (int i = 1; i < lines.length; i++) {
                verb.getErr().println("       " + Words.printable(lines[i]));
            }
            if (!failure.hint().isEmpty()) {
                verb.getErr().println("       " + Words.printable(failure.hint()));
            }
        }
        if (args.contains("--verbose")) {
            failure.printStackTrace(verb.getErr());
        }
        return failure.exitCode();
    }

    private static Map<String, ?> json(ConsoleException failure) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("exitCode", failure.exitCode());
        error.put("message", String.valueOf(failure.getMessage()));
        error.put("hint", failure.hint());
        error.put("known", failure.known());
        return Map.of("error", error);
    }
}
