package dev.signalbox.core.hardware;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import oshi.util.linux.ProcPath;

/** This process' id as the whole machine knows it, by which a GPU's driver names processes. */
final class HostPid {
    /** The first pid namespace of every Linux kernel since 3.8 has this number, fixed in its sources (PROC_PID_INIT_INO). */
    private static final String FIRST_NAMESPACE = "pid:[4026531836]";

    private HostPid() {}

    /** Why it is unknown where it is. */
    static final String UNKNOWN =
            "this process runs in a pid namespace of its own, so its id is not the one the driver knows";

    /**
     * The id; empty in a container with a pid namespace of its own. Drivers differ in which namespace's ids they tell there, and one
     * was seen to tell the container's id with a memory of 0: neither absence nor presence means anything.
     */
    static OptionalLong find() {
        long pid = ProcessHandle.current().pid();
        if (System.getProperty("os.name", "").startsWith("Windows")) {
            return OptionalLong.of(pid);
        }
        return inFirstNamespace(Path.of(ProcPath.PROC, "self", "ns", "pid"))
                ? OptionalLong.of(pid)
                : OptionalLong.empty();
    }

    static boolean inFirstNamespace(Path link) {
        try {
            return Files.readSymbolicLink(link).toString().equals(FIRST_NAMESPACE);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
