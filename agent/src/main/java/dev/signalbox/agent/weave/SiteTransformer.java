package dev.signalbox.agent.weave;

import dev.signalbox.agent.site.SitePattern;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * What every class of the host passes as it is loaded: cheap for those that carry no call site, which is nearly all of them.
 * Byte Buddy's classes are loaded when the first one does.
 */
public final class SiteTransformer implements ClassFileTransformer {
    /** Of the JDK, and of agents that weave classes of their own: instrumenting those helps nobody and breaks them. */
    private static final String[] IGNORED = {
        "java/",
        "jdk/",
        "sun/",
        "com/sun/",
        "dev/signalbox/agent/",
        "net/bytebuddy/",
        "io/opentelemetry/javaagent/",
        "datadog/",
        "com/newrelic/",
        "co/elastic/apm/agent/",
        "com/dynatrace/",
        "com/appdynamics/",
        "org/jacoco/agent/"
    };

    private final ClassLoader ours = SiteTransformer.class.getClassLoader();
    private final ClassLoader platform = ClassLoader.getPlatformClassLoader();
    private final KnownTypes known;
    private final UserSites userSites;
    private final Weaving weaving;

    SiteTransformer(KnownTypes known, UserSites userSites, Weaving weaving) {
        this.known = known;
        this.userSites = userSites;
        this.weaving = weaving;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (loader == null || className == null || loader == ours || loader == platform || isIgnored(className)) {
            return null;
        }
        try {
            ClassFileHeader header = ClassFileHeader.read(bytes);
            if (header == null) {
                return null;
            }
            if (KnownTypes.isBeanFactory(className)) {
                return weaving.weaveBeanFactory(loader, header, bytes);
            }
            userSites.awaitIfMentioned(header);
            SitePattern[] sites = known.of(header);
            return sites.length == 0 ? null : weaving.weave(loader, header, bytes, sites, redefined != null);
        } catch (Throwable t) {
            weaving.failed(className, t);
            return null;
        }
    }

    static boolean isIgnored(String className) {
        for (String prefix : IGNORED) {
            if (className.startsWith(prefix)) {
                return true;
            }
        }
        int dollar = className.indexOf('$');
        return dollar >= 0
                && (className.contains("$Proxy") // JDK proxies: their handler calls the real instance
                        || className.contains("$$Lambda")
                        || className.contains("CGLIB$$")
                        || className.contains("$$EnhancerBy")
                        || className.contains("$$FastClassBy"));
    }
}
