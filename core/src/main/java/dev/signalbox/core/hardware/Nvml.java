package dev.signalbox.core.hardware;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * NVIDIA's management library through JNA: its functions by name, its return codes in words. This class and those that use it are
 * the only ones that load JNA on Linux.
 */
final class Nvml implements AutoCloseable {
    static final int SUCCESS = 0;
    static final int NOT_FOUND = 6;
    static final int INSUFFICIENT_SIZE = 7;
    static final int FUNCTION_NOT_FOUND = 13;

    /** What the library's header says is enough for any text it gives. */
    private static final int LONGEST_TEXT = 96;

    private static final int RTLD_LAZY = 1;

    private static final Map<Integer, String> WORDS = Map.ofEntries(
            Map.entry(1, "it is not initialised"),
            Map.entry(2, "invalid argument"),
            Map.entry(3, "not supported by this GPU"),
            Map.entry(4, "no permission"),
            Map.entry(NOT_FOUND, "not found"),
            Map.entry(INSUFFICIENT_SIZE, "the answer is larger than expected"),
            Map.entry(8, "the GPU lacks power"),
            Map.entry(9, "the driver is not loaded"),
            Map.entry(10, "timeout"),
            Map.entry(11, "interrupts do not arrive"),
            Map.entry(12, "a library of the driver is missing"),
            Map.entry(FUNCTION_NOT_FOUND, "this version of the driver has no such function"),
            Map.entry(14, "the GPU's own memory is corrupt"),
            Map.entry(15, "the GPU is lost"),
            Map.entry(16, "the GPU needs a reset"),
            Map.entry(17, "the operating system blocks the GPU"),
            Map.entry(18, "the library and the driver are of different versions"),
            Map.entry(19, "the GPU is in use"),
            Map.entry(20, "out of memory"),
            Map.entry(999, "unknown error"));

    private final NativeLibrary library;

    private Nvml(NativeLibrary library) {
        this.library = library;
    }

    /** Loads a file and initialises the library. */
    static Nvml load(Path file) {
        // Its symbols stay its own: JNA's default would offer them to every library of the host that is loaded later.
        Map<String, Object> options = Platform.isWindows() ? Map.of() : Map.of(Library.OPTION_OPEN_FLAGS, RTLD_LAZY);
        NativeLibrary library = NativeLibrary.getInstance(file.toString(), options);
        try {
            Nvml nvml = new Nvml(library);
            nvml.ask("nvmlInit_v2");
            return nvml;
        } catch (Unreadable e) {
            library.close();
            throw e;
        }
    }

    /** Calls a function; its return code, {@link #FUNCTION_NOT_FOUND} where the library has none of that name. */
    int call(String name, Object... arguments) {
        Function function;
        try {
            function = library.getFunction(name);
        } catch (UnsatisfiedLinkError e) {
            return FUNCTION_NOT_FOUND;
        }
        return function.invokeInt(arguments);
    }

    /** Calls a function that has to succeed. */
    void ask(String name, Object... arguments) {
        succeeded(call(name, arguments));
    }

    static void succeeded(int code) {
        if (code != SUCCESS) {
            throw new Unreadable("NVML: " + WORDS.getOrDefault(code, "return code " + code));
        }
    }

    /** The number that a function stores behind its last argument. */
    int number(String name, Object... arguments) {
        try (Memory stored = new Memory(Integer.BYTES)) {
            stored.clear();
            ask(name, with(arguments, stored));
            return stored.getInt(0);
        }
    }

    /** The text that a function stores behind the last argument but one; the last is the room for it. */
    String text(String name, Object... arguments) {
        try (Memory stored = new Memory(LONGEST_TEXT)) {
            stored.clear();
            ask(name, with(arguments, stored, LONGEST_TEXT - 1));
            return stored.getString(0, StandardCharsets.UTF_8.name());
        }
    }

    /** The GPU of an index. */
    Pointer device(int index) {
        try (Memory stored = new Memory(Long.BYTES)) {
            stored.clear();
            ask("nvmlDeviceGetHandleByIndex_v2", index, stored);
            return stored.getPointer(0);
        }
    }

    private static Object[] with(Object[] arguments, Object... more) {
        Object[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return all;
    }

    @Override
    public void close() {
        int unused = call("nvmlShutdown");
        library.close();
    }
}
