package dev.signalbox.agent.site;

import java.lang.invoke.MethodHandles;

/**
 * A call site's root type as one class loader of the host loaded it. It is handed to an {@link AdapterFactory}; nothing but
 * the adapter may keep it, or the host's class loader leaks.
 *
 * @param root the root type
 * @param lookup a lookup with private access to the root type where that is in the woven class's module, else the woven
 *     class's own: public methods of exported packages are in reach either way
 */
public record HostType(Class<?> root, MethodHandles.Lookup lookup) {}
