package dev.signalbox.agent.site;

import dev.signalbox.core.site.SiteAdapter;
import org.jspecify.annotations.Nullable;

/**
 * An adapter class that is compiled against the library it adapts. It is defined anew for each loaded root type, in a
 * {@link BridgeLoader} that sees the library through the root type's loader and the engine through ours. All classes of the
 * adapter's own package are defined there, so each library has a package of its own. A library that lacks what the adapter
 * {@link Needs} gets none.
 *
 * @param className the adapter's binary name; the class and its no-argument constructor are public
 */
public record BridgedAdapter(String className) implements AdapterFactory {
    @Override
    public SiteAdapter create(HostType host) throws Throwable {
        @Nullable ClassLoader library = host.root().getClassLoader();
        ClassLoader own = BridgedAdapter.class.getClassLoader();
        @Nullable String missing = Needs.missing(own, className, library);
        if (missing != null) {
            throw new NoSuchMethodException(missing);
        }
        return (SiteAdapter) new BridgeLoader(own, library, packageOf(className))
                .loadClass(className)
                .getConstructor()
                .newInstance();
    }

    private static String packageOf(String className) {
        return className.substring(0, className.lastIndexOf('.') + 1);
    }
}
