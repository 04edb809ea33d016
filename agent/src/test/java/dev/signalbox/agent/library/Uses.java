package dev.signalbox.agent.library;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.ClassReader;

/** What an adapter's class files, and those of its package that they lead to, use of a library: the lines of its {@code .needs}. */
final class Uses {
    private static final int CLASS = 7;
    private static final int FIELD = 9;
    private static final int INTERFACE_METHOD = 11;

    private final String home;
    private final Set<String> seen = new HashSet<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final Set<String> lines = new TreeSet<>();

    private Uses(String adapter) {
        this.home = adapter.substring(0, adapter.lastIndexOf('.') + 1).replace('.', '/');
        meet(adapter.replace('.', '/'));
    }

    static Set<String> of(String adapter) throws IOException {
        Uses uses = new Uses(adapter);
        while (!uses.open.isEmpty()) {
            uses.read(uses.open.remove());
        }
        return uses.lines;
    }

    private void read(String type) throws IOException {
        try (InputStream in = Uses.class.getResourceAsStream("/" + type + ".class")) {
            ClassReader file = new ClassReader(in);
            char[] buffer = new char[file.getMaxStringLength()];
            for (int i = 1; i < file.getItemCount(); i++) {
                int at = file.getItem(i);
                int tag = at == 0 ? 0 : file.readByte(at - 1);
                if (tag == CLASS) {
                    meet(file.readUTF8(at, buffer));
                } else if (tag >= FIELD && tag <= INTERFACE_METHOD) {
                    int member = file.getItem(file.readUnsignedShort(at + 2));
                    member(
                            file.readClass(at, buffer),
                            file.readUTF8(member, buffer),
                            file.readUTF8(member + 2, buffer));
                }
            }
        }
    }

    private void meet(String type) {
        if (type.startsWith(home)) {
            if (seen.add(type)) {
                open.add(type);
            }
        } else if (isOfALibrary(type)) {
            lines.add(type.replace('/', '.'));
        }
    }

    private void member(String type, String name, String descriptor) {
        if (isOfALibrary(type)) {
            lines.add(type.replace('/', '.') + " " + name + " " + descriptor);
        }
    }

    private static boolean isOfALibrary(String type) {
        return !type.startsWith("java/")
                && !type.startsWith("javax/")
                && !type.startsWith("dev/signalbox/")
                && !type.startsWith("org/jspecify/")
                && !type.startsWith("[");
    }
}
