package dev.signalbox.core.config;

import dev.signalbox.core.config.Shape.Scalar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The plain values that name Java types, fields and methods, as they are written in source. */
final class JavaNames {
    private JavaNames() {}

    /** A method by its type, name and, where given, its parameters' types. */
    record Method(String type, String name, @Nullable List<String> parameterTypes) {}

    /** {@code com.acme.LocalModel}; a nested type is {@code com.acme.Outer$Inner}. */
    record Type() implements Scalar<String> {
        @Override
        public @Nullable String parse(String text) {
            return isDotted(text) ? text : null;
        }

        @Override
        public String allowed() {
            return "a fully qualified class name, such as com.acme.LocalModel";
        }
    }

    /** {@code com.acme.App.MODEL}. */
    record Field() implements Scalar<String> {
        @Override
        public @Nullable String parse(String text) {
            return isDotted(text) && text.indexOf('.') > 0 ? text : null;
        }

        @Override
        public String allowed() {
            return "a static field, such as com.acme.App.MODEL";
        }
    }

    /** {@code com.acme.Models::newLocal}. */
    record Factory() implements Scalar<StaticMethod> {
        @Override
        public @Nullable StaticMethod parse(String text) {
            int colons = text.indexOf("::");
            if (colons < 0 || !isDotted(text.substring(0, colons)) || !isIdentifier(text.substring(colons + 2))) {
                return null;
            }
            return new StaticMethod(text.substring(0, colons), text.substring(colons + 2));
        }

        @Override
        public String allowed() {
            return "a static method without arguments, such as com.acme.Models::newLocal";
        }

        @Override
        public @Nullable String hint(String text) {
            String bare = text.endsWith("()") ? text.substring(0, text.length() - 2) : text;
            int dot = bare.contains("::") ? -1 : bare.lastIndexOf('.');
            String close = dot < 0 ? bare : bare.substring(0, dot) + "::" + bare.substring(dot + 1);
            return !close.equals(text) && parse(close) != null ? close : null;
        }
    }

    /** {@code com.acme.Scorer.score(com.acme.Features)}, or {@code com.acme.Scorer.score} for the only one of that name. */
    record Signature() implements Scalar<Method> {
        @Override
        public @Nullable Method parse(String text) {
            int open = text.indexOf('(');
            String path = open < 0 ? text : text.substring(0, open);
            int dot = path.lastIndexOf('.');
            if (dot < 0 || !isDotted(path)) {
                return null;
            }
            List<String> types = null;
            if (open >= 0) {
                types = parameterTypes(text.substring(open));
                if (types == null) {
                    return null;
                }
            }
            return new Method(path.substring(0, dot), path.substring(dot + 1), types);
        }

        @Override
        public String allowed() {
            return "a method, such as com.acme.Scorer.score(com.acme.Features), or com.acme.Scorer.score where only one"
                    + " has that name";
        }

        @Override
        public @Nullable String hint(String text) {
            String close = text.replace("::", ".").replace('#', '.');
            return !close.equals(text) && parse(close) != null ? close : null;
        }

        private static @Nullable List<String> parameterTypes(String text) {
            if (!text.endsWith(")")) {
                return null;
            }
            String inside = text.substring(1, text.length() - 1).strip();
            List<String> types = new ArrayList<>();
            for (int from = 0; from < inside.length() || (from > 0 && from == inside.length()); ) {
                int comma = inside.indexOf(',', from);
                String type = inside.substring(from, comma < 0 ? inside.length() : comma)
                        .strip();
                type = type.endsWith("...")
                        ? type.substring(0, type.length() - 3).concat("[]")
                        : type; // + costs 5 ms at start
                String element = type;
                while (element.endsWith("[]")) {
                    element = element.substring(0, element.length() - 2);
                }
                if (!isDotted(element)) {
                    return null;
                }
                types.add(type);
                if (comma < 0) {
                    break;
                }
                from = comma + 1;
            }
            return List.copyOf(types);
        }
    }

    /** {@code com.acme.Batch}, {@code com.acme.Batch.run} or {@code com.acme.batch.*}. */
    record Caller() implements Scalar<String> {
        private static final String ALL = ".*";

        @Override
        public @Nullable String parse(String text) {
            String path = text.endsWith(ALL) ? text.substring(0, text.length() - ALL.length()) : text;
            return isDotted(path) ? text : null;
        }

        @Override
        public String allowed() {
            return "a class, a method or a package, such as com.acme.Batch, com.acme.Batch.run or com.acme.batch.*";
        }

        @Override
        public @Nullable String hint(String text) {
            String bare = text.endsWith("()") ? text.substring(0, text.length() - 2) : text;
            String close = bare.replace("::", ".").replace('#', '.').replace('/', '.');
            return !close.equals(text) && parse(close) != null ? close : null;
        }
    }

    /** {@code modelName()}; read without the parentheses. */
    record Getter() implements Scalar<String> {
        @Override
        public @Nullable String parse(String text) {
            String name = text.endsWith("()") ? text.substring(0, text.length() - 2) : text;
            return isIdentifier(name) ? name : null;
        }

        @Override
        public String allowed() {
            return "a method without arguments, such as modelName()";
        }
    }

    /** {@code isReady()}, or {@code com.acme.Models::ping}. */
    record Probe() implements Scalar<ProbeConfig> {
        private static final Factory STATIC = new Factory();
        private static final Getter OWN = new Getter();

        @Override
        public @Nullable ProbeConfig parse(String text) {
            StaticMethod method = STATIC.parse(text);
            String own = method == null ? OWN.parse(text) : null;
            return method != null
                    ? new ProbeConfig(method.type(), method.method())
                    : own == null ? null : new ProbeConfig("", own);
        }

        @Override
        public String allowed() {
            return "a method of the instance, such as isReady(), or a static one, such as com.acme.Models::ping";
        }

        @Override
        public @Nullable String hint(String text) {
            return STATIC.hint(text);
        }
    }

    private static boolean isDotted(String text) {
        int from = 0;
        for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', from)) {
            if (!isIdentifier(text.substring(from, dot))) {
                return false;
            }
            from = dot + 1;
        }
        return isIdentifier(text.substring(from));
    }

    private static boolean isIdentifier(String text) {
        if (text.isEmpty() || !Character.isJavaIdentifierStart(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            if (!Character.isJavaIdentifierPart(text.charAt(i)) || Character.isIdentifierIgnorable(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
