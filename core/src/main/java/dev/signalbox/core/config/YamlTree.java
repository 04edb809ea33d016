package dev.signalbox.core.config;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** The YAML nodes of a text. Every plain value stays text, as in YAML's failsafe schema: our own shapes say what it means. */
final class YamlTree {
    private YamlTree() {}

    /** The root node; null where the text is empty, or after a problem was added. */
    @SuppressWarnings("CatchingUnchecked") // whatever the parser throws on odd input is a problem of the input
    static @Nullable Node parse(String text, Problems problems) {
        // Aliases and keys of odd kinds are left to BoundedParser and ShapeReader, whose problems name the place.
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new FailsafeSchema())
                .setAllowNonScalarKeys(true)
                .setMaxAliasesForCollections(Integer.MAX_VALUE)
                .build();
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try {
            StreamReader reader = new StreamReader(settings, content);
            Composer composer = new Composer(settings, new BoundedParser(new ParserImpl(settings, reader)));
            return composer.getSingleNode().orElse(null);
        } catch (MarkedYamlEngineException e) {
            addMarked(e, content.codePointCount(0, content.length()), problems);
        } catch (ReaderException e) {
            int at = content.offsetByCodePoints(
                    0, Math.min(e.getPosition(), content.codePointCount(0, content.length())));
            String found = String.format("not valid YAML: the character U+%04X", e.getCodePoint());
            problems.addToFile(
                    YamlText.lineAt(content, at), YamlText.columnAt(content, at), found, "printable characters");
        } catch (RuntimeException e) {
            problems.addToFile(0, 0, "not valid YAML: " + Texts.oneLine(e.toString()), null);
        }
        return null;
    }

    private static void addMarked(MarkedYamlEngineException e, int length, Problems problems) {
        Mark mark = e.getProblemMark().orElse(null);
        Mark context = e.getContextMark().orElse(null);
        // A quote that is never closed is found at the end of the text; where it began is what helps.
        if (context != null && (mark == null || mark.getIndex() >= length)) {
            mark = context;
        }
        String doing = e.getContext() == null ? "" : e.getContext().strip();
        String what = e.getProblem() == null ? "" : e.getProblem().strip();
        String separator = doing.isEmpty() || what.isEmpty() ? "" : ", ";
        int line = mark == null ? 0 : mark.getLine() + 1;
        int column = mark == null ? 0 : mark.getColumn() + 1;
        problems.addToFile(line, column, "not valid YAML: " + Texts.oneLine(doing + separator + what), null);
    }
}
