package dev.signalbox.agent.weave;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The head of a class file: version, access flags, and the internal names of the class, its superclass and its interfaces.
 * Read from the constant pool without a library, because this runs for every class of the host.
 *
 * @param major the class file's major version
 * @param superName null for {@code java/lang/Object} and modules
 */
record ClassFileHeader(
        int major, int access, String name, @Nullable String superName, String[] interfaces) {
    private static final String[] NO_INTERFACES = {};

    /** The offsets of the constant pool's entries: kept from class to class, taken by one thread at a time. */
    private static final AtomicReference<int @Nullable []> SPARE_OFFSETS = new AtomicReference<>();

    /** Reads a class file's head; null where the bytes are no class file that this reader understands. */
    static @Nullable ClassFileHeader read(byte[] bytes) {
        if (bytes.length < 24 || u2(bytes, 0) != 0xCAFE || u2(bytes, 2) != 0xBABE) {
            return null;
        }
        int count = u2(bytes, 8);
        int[] offsets = SPARE_OFFSETS.getAndSet(null);
        if (offsets == null || offsets.length < count) {
            offsets = new int[Math.max(count, 1024)];
        }
        try {
            return read(bytes, count, offsets);
        } catch (IndexOutOfBoundsException | IOException e) {
            return null; // the JVM will say what is wrong with it
        } finally {
            SPARE_OFFSETS.set(offsets);
        }
    }

    private static @Nullable ClassFileHeader read(byte[] bytes, int count, int[] offsets) throws IOException {
        int at = 10;
        for (int i = 1; i < count; i++) {
            offsets[i] = at;
            switch (bytes[at]) {
                case 1 -> at += 3 + u2(bytes, at + 1); // Utf8
                case 3, 4, 9, 10, 11, 12, 17, 18 -> at += 5; // Integer, Float, member references, dynamic
                case 5, 6 -> { // Long and Double take two entries
                    at += 9;
                    i++;
                }
                case 7, 8, 16, 19, 20 -> at += 3; // Class, String, MethodType, Module, Package
                case 15 -> at += 4; // MethodHandle
                default -> {
                    return null;
                }
            }
        }
        String name = className(bytes, offsets, u2(bytes, at + 2));
        if (name == null) {
            return null;
        }
        int interfaceCount = u2(bytes, at + 6);
        String[] interfaces = interfaceCount == 0 ? NO_INTERFACES : new String[interfaceCount];
        for (int i = 0; i < interfaceCount; i++) {
            String found = className(bytes, offsets, u2(bytes, at + 8 + 2 * i));
            if (found == null) {
                return null;
            }
            interfaces[i] = found;
        }
        return new ClassFileHeader(
                u2(bytes, 6), u2(bytes, at), name, className(bytes, offsets, u2(bytes, at + 4)), interfaces);
    }

    private static @Nullable String className(byte[] bytes, int[] offsets, int index) throws IOException {
        if (index == 0) {
            return null;
        }
        int utf8 = offsets[u2(bytes, offsets[index] + 1)];
        int length = u2(bytes, utf8 + 1);
        for (int i = 0; i < length; i++) {
            if (bytes[utf8 + 3 + i] < 0) {
                return new DataInputStream(new ByteArrayInputStream(bytes, utf8 + 1, length + 2)).readUTF();
            }
        }
        return new String(bytes, utf8 + 3, length, StandardCharsets.ISO_8859_1);
    }

    private static int u2(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }
}
