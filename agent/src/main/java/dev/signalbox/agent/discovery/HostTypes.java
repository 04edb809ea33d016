package dev.signalbox.agent.discovery;

import org.jspecify.annotations.Nullable;

/** The host's classes by name, as an object of the host would find them. None is initialised by being found. */
final class HostTypes {
    private HostTypes() {}

    /**
     * Finds a class.
     *
     * @param name as in source: the dots before nested classes may be dots
     * @param near an object whose class loader is asked first; then the application's, because a library's loader may be
     *     above that of the application that uses it
     * @return the class, or null where neither loader has it
     */
    static @Nullable Class<?> find(String name, Object near) {
        ClassLoader system = ClassLoader.getSystemClassLoader();
        @Nullable ClassLoader own = near.getClass().getClassLoader();
        for (String binary = name; ; ) {
            @Nullable Class<?> found = load(binary, own);
            if (found == null && own != system) {
                found = load(binary, system);
            }
            int dot = binary.lastIndexOf('.');
            if (found != null || dot < 0) {
                return found;
            }
            binary = binary.substring(0, dot) + '$' + binary.substring(dot + 1);
        }
    }

    /** The type of a name among a class and all it extends and implements, or null. */
    static @Nullable Class<?> ancestor(@Nullable Class<?> type, String name) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            if (c.getName().equals(name)) {
                return c;
            }
            for (Class<?> each : c.getInterfaces()) {
                @Nullable Class<?> found = ancestor(each, name);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static @Nullable Class<?> load(String name, @Nullable ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            return null; // a name in the wrong case is a NoClassDefFoundError on some file systems
        }
    }
}
