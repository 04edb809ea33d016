package dev.signalbox.core.hardware;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where this machine keeps NVIDIA's management library, found by looking at files alone. */
final class NvmlFiles {
    private static final String LINUX = "libnvidia-ml.so.1";
    private static final String WINDOWS = "nvml.dll";

    /** Where distributions, containers' runtimes and clouds put it; what ld.so knows is asked too. */
    private static final List<String> LINUX_FOLDERS = List.of(
            "/usr/lib/x86_64-linux-gnu",
            "/usr/lib/aarch64-linux-gnu",
            "/usr/lib64",
            "/usr/lib",
            "/usr/local/nvidia/lib64",
            "/usr/local/nvidia/lib",
            "/usr/lib/wsl/lib",
            "/run/opengl-driver/lib");

    private static final Path LINUX_CACHE = Path.of("/etc/ld.so.cache");

    private NvmlFiles() {}

    /** What the library is called here, for people. */
    static String name() {
        return windows() ? WINDOWS : LINUX;
    }

    /** The files there are, in the order in which they are to be tried; empty where there is none. */
    static List<Path> find() {
        return windows() ? existing(windowsFolders(), WINDOWS) : existing(linuxFolders(LINUX_CACHE), LINUX);
    }

    private static boolean windows() {
        return System.getProperty("os.name", "").startsWith("Windows");
    }

    /** The library path of the JVM and of the process come first: whoever sets them means it. */
    private static List<String> linuxFolders(Path cache) {
        List<String> folders = new ArrayList<>();
        addPaths(folders, System.getProperty("java.library.path"));
        addPaths(folders, System.getenv("LD_LIBRARY_PATH"));
        folders.addAll(cached(cache));
        folders.addAll(LINUX_FOLDERS);
        return folders;
    }

    private static List<String> windowsFolders() {
        List<String> folders = new ArrayList<>();
        String system = System.getenv("SystemRoot");
        String programs = System.getenv("ProgramFiles");
        folders.add((system == null ? "C:\\Windows" : system) + "\\System32");
        folders.add((programs == null ? "C:\\Program Files" : programs) + "\\NVIDIA Corporation\\NVSMI");
        return folders;
    }

    private static void addPaths(List<String> folders, @Nullable String paths) {
        if (paths != null) {
            folders.addAll(List.of(paths.split(File.pathSeparator, -1)));
        }
    }

    /** The folders of ld.so's cache that hold it: a binary file with the paths in it as plain text, each ended by a zero byte. */
    static List<String> cached(Path cache) {
        List<String> folders = new ArrayList<>();
        try {
            String bytes = Files.readString(cache, StandardCharsets.ISO_8859_1);
            Matcher path = Pattern.compile("\0(/[^\0]*)/" + Pattern.quote(LINUX) + "\0")
                    .matcher(bytes);
            while (path.find()) {
                folders.add(path.group(1));
                path.region(path.end() - 1, bytes.length());
            }
        } catch (IOException e) {
            // No cache (musl has none), or not for us to read: the folders have to do.
        }
        return folders;
    }

    /** The files of that name, each once whatever links lead to it. A relative folder is the application's, not a system's. */
    static List<Path> existing(List<String> folders, String name) {
        Map<Path, Path> byTarget = new LinkedHashMap<>();
        for (String folder : folders) {
            try {
                Path file = Path.of(folder).resolve(name);
                if (file.isAbsolute() && Files.isRegularFile(file)) {
                    byTarget.putIfAbsent(file.toRealPath(), file);
                }
            } catch (InvalidPathException | IOException e) {
                // Not there in any way that a loader could use.
            }
        }
        return List.copyOf(byTarget.values());
    }
}
