package dev.signalbox.core.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the user's own call sites of what was read under {@code call-sites}. */
final class CallSiteBinder {
    private final Map<String, Located<Fields>> callSites;
    private final BuiltIns builtIns;
    private final Problems problems;

    CallSiteBinder(Map<String, Located<Fields>> callSites, BuiltIns builtIns, Problems problems) {
        this.callSites = callSites;
        this.builtIns = builtIns;
        this.problems = problems;
    }

    Map<String, CallSiteConfig> bind() {
        Map<String, CallSiteConfig> bound = new LinkedHashMap<>();
        for (Map.Entry<String, Located<Fields>> entry : callSites.entrySet()) {
            String name = entry.getKey();
            Fields fields = entry.getValue().value();
            if (builtIns.callSites().containsKey(name)) {
                problems.add(entry.getValue().place(), "is the name of a built-in call site", "another name");
            }
            Located<JavaNames.Method> method = fields.find(Schema.METHOD);
            if (method == null) {
                continue;
            }
            JavaNames.Method m = method.value();
            CallSiteConfig site = new CallSiteConfig(
                    name, m.type(), m.name(), m.parameterTypes(), replay(fields), fields.value(Schema.NAME_FROM));
            for (CallSiteConfig other : bound.values()) {
                if (sameMethod(site, other)) {
                    String found = "names the method of the call site " + Texts.quote(other.name()) + " again";
                    problems.add(method.place(), found, "each method in one call site only");
                    break;
                }
            }
            bound.put(name, site);
        }
        return bound;
    }

    private static Replay replay(Fields fields) {
        String replay = fields.value(Schema.REPLAY, "none");
        return switch (replay) {
            case "args" -> Replay.ARGS;
            case "same-frame" -> Replay.SAME_FRAME;
            default -> Replay.NONE;
        };
    }

    private static boolean sameMethod(CallSiteConfig a, CallSiteConfig b) {
        return a.type().equals(b.type())
                && a.method().equals(b.method())
                && sameParameters(a.parameterTypes(), b.parameterTypes());
    }

    /** A method without parameter types is the only one of its name, so it is any other of that name. */
    private static boolean sameParameters(@Nullable List<String> a, @Nullable List<String> b) {
        return a == null || b == null || a.equals(b);
    }
}
