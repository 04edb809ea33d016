package dev.signalbox.agent.library;

import dev.signalbox.agent.library.method.MethodSite;
import dev.signalbox.agent.site.AdapterFactory;
import dev.signalbox.agent.site.HostType;
import dev.signalbox.core.config.CallSiteConfig;
import dev.signalbox.core.site.SiteAdapter;

/** Makes the adapter for a call site of the user's own: it needs no library, only the right to call the method. */
record MethodAdapter(CallSiteConfig config) implements AdapterFactory {
    @Override
    public SiteAdapter create(HostType host) {
        return new MethodSite(host.lookup(), host.root(), config);
    }
}
