package dev.signalbox.agent.site;

import dev.signalbox.core.site.SiteAdapter;

/** Makes a call site's adapter for one loaded root type: one adapter for all subtypes of that {@link Class}. */
public interface AdapterFactory {
    /**
     * Makes the adapter. What is thrown here disables the call site with the throwable's message.
     *
     * @param host the root type as it is loaded, and the right to call it
     */
    SiteAdapter create(HostType host) throws Throwable;
}
