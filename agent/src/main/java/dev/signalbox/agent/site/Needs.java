package dev.signalbox.agent.site;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an adapter uses of its library, beyond what the JVM itself has: types, methods and fields, one a line, in the file that lies
 * beside the adapter's class and is named after it, {@code SpringAiChat.needs}. It is held against the library before the adapter is
 * made, so that a version that lacks something is told at once instead of failing call by call.
 *
 * <p>A line is a type's binary name, alone or with a member's name and descriptor. One that begins with {@code ?} is used only where
 * the library has it; {@code #} begins a comment.
 */
final class Needs {
    private Needs() {}

    /**
     * The first thing that a library lacks.
     *
     * @param library the loader that finds the library's types
     * @return such as {@code com.acme.Model has no method ask(com.acme.Question) that returns com.acme.Answer}; null where all is there
     * @throws IOException where the file is not there: the adapter is not to be relied on then
     */
    static @Nullable String missing(ClassLoader own, String adapter, @Nullable ClassLoader library) throws IOException {
        for (String line : lines(own, adapter)) {
            String[] parts = line.split(" ");
            @Nullable String missing = parts.length == 0 || parts[0].equals("?") ? null : missing(parts, library);
            if (missing != null) {
                return missing;
            }
        }
        return null;
    }

    private static List<String> lines(ClassLoader own, String adapter) throws IOException {
        String file = adapter.replace('.', '/') + ".needs";
        List<String> lines = new ArrayList<>();
        try (InputStream in = own.getResourceAsStream(file)) {
            if (in == null) {
                throw new IOException(file + " is not in the agent's jar");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isEmpty() && line.charAt(0) != '#') {
                    lines.add(line);
                }
            }
        }
        return lines;
    }

    private static @Nullable String missing(String[] parts, @Nullable ClassLoader library) {
        Class<?> type;
        try {
            type = Class.forName(parts[0], false, library);
        } catch (ClassNotFoundException | LinkageError e) {
            return "there is no " + parts[0];
        }
        if (parts.length == 1) {
            return null;
        }
        MethodType member;
        try {
            // A field's descriptor is what a method that returns it would have behind its parentheses.
            member = MethodType.fromMethodDescriptorString(
                    parts[2].startsWith("(") ? parts[2] : "()" + parts[2], library);
            find(type, parts[1], parts[2], member);
            return null;
        } catch (TypeNotPresentException e) {
            return "there is no " + e.typeName();
        } catch (ReflectiveOperationException | LinkageError e) {
            return type.getName() + " has no " + words(parts[1], parts[2]);
        }
    }

    /** Resolves a member as the adapter's own code will be linked. */
    private static void find(Class<?> type, String name, String descriptor, MethodType member)
            throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        boolean field = !descriptor.startsWith("(");
        if (name.equals("<init>")) {
            var unused = lookup.findConstructor(type, member);
            return;
        }
        try {
            var unused =
                    field ? lookup.findGetter(type, name, member.returnType()) : lookup.findVirtual(type, name, member);
        } catch (IllegalAccessException e) {
            var unused = field
                    ? lookup.findStaticGetter(type, name, member.returnType())
                    : lookup.findStatic(type, name, member);
        }
    }

    private static String words(String name, String descriptor) {
        if (!descriptor.startsWith("(")) {
            return "field " + name;
        }
        List<String> types = new ArrayList<>();
        int at = 1;
        while (descriptor.charAt(at) != ')') {
            int end = end(descriptor, at);
            types.add(source(descriptor.substring(at, end)));
            at = end;
        }
        String parameters = "(" + String.join(", ", types) + ")";
        return name.equals("<init>")
                ? "constructor " + parameters
                : "method " + name + parameters + " that returns " + source(descriptor.substring(at + 1));
    }

    private static int end(String descriptor, int from) {
        int at = from;
        while (descriptor.charAt(at) == '[') {
            at++;
        }
        return descriptor.charAt(at) == 'L' ? descriptor.indexOf(';', at) + 1 : at + 1;
    }

    /** A type as in source; nested types by their binary names. */
    private static String source(String descriptor) {
        return descriptor.charAt(0) == '['
                ? source(descriptor.substring(1)) + "[]"
                : descriptor.charAt(0) == 'L'
                        ? descriptor.substring(1, descriptor.length() - 1).replace('/', '.')
                        : MethodType.fromMethodDescriptorString("()" + descriptor, null)
                                .returnType()
                                .getName();
    }
}
