package dev.signalbox.console.verbs;

import dev.signalbox.console.connect.BeanView;
import dev.signalbox.console.connect.Connection;
import dev.signalbox.console.output.Answer;
import java.beans.Introspector;
import java.util.LinkedHashMap;
import java.util.Map;

/** The answer of a verb that threw a switch: what was done, and the bean as it is after that. */
final class SwitchAnswer {
    private SwitchAnswer() {}

    static Answer of(Connection connection, String done, Class<?> type, Object after) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("target", connection.target());
        json.put("done", done);
        json.put(
                Introspector.decapitalize(type.getSimpleName().replace("MXBean", "")),
                BeanView.attributes(type, after));
        return Answer.line(json, done);
    }
}
