package dev.signalbox.agent.site;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A class loader in which a library's adapter sees both the library and the engine. It defines the adapter's package itself,
 * finds {@code dev.signalbox.} in the agent's loader and everything else in the library's. Only the woven classes' handles
 * keep it alive.
 */
final class BridgeLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final @Nullable ClassLoader library;
    private final String ownPackage;

    /** @param ownPackage the adapter's package with the last dot: the classes defined here */
    BridgeLoader(@Nullable ClassLoader agent, @Nullable ClassLoader library, String ownPackage) {
        super("signalbox-bridge", agent);
        this.library = library;
        this.ownPackage = ownPackage;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(ownPackage)) {
            return name.startsWith("dev.signalbox.")
                    ? super.loadClass(name, resolve)
                    : Class.forName(name, false, library);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        String resource = name.replace('.', '/') + ".class";
        try (InputStream in = getParent().getResourceAsStream(resource)) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length, BridgeLoader.class.getProtectionDomain());
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
