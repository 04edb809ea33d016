package dev.signalbox.agent.site;

import java.util.List;

/**
 * One call site as the weaver knows it: methods of a root type, wherever the root type or a subtype has a body for them.
 *
 * <p>The built-in patterns are made in premain, where every class loaded is paid for by the host: no lambdas, streams or
 * regular expressions on that way.
 *
 * @param id what routes refer to: {@code langchain4j.chat}
 * @param rootType the binary name ({@link Class#getName}) of the class or interface that declares the methods
 * @param between the library's own types between the root type and its models: a model's class passes the transformer before
 *     its superclass does, and would be recognised only after its first instances were made
 * @param methods the overloads; a method's place in this list is the {@code method} of
 *     {@link dev.signalbox.core.site.SiteAdapter}
 * @param adapter makes the adapter once the first class of the call site is linked
 * @param verified the library and the versions it was verified with, in words; empty where it belongs to no library
 */
public record SitePattern(
        String id,
        String rootType,
        List<String> between,
        List<SiteMethod> methods,
        AdapterFactory adapter,
        String verified) {
    public SitePattern {
        between = List.copyOf(between);
        methods = List.copyOf(methods);
    }

    /** A call site that belongs to no library. */
    public SitePattern(String id, String rootType, List<SiteMethod> methods, AdapterFactory adapter) {
        this(id, rootType, methods, adapter, "");
    }

    /** A call site whose models extend or implement the root type itself. */
    public SitePattern(String id, String rootType, List<SiteMethod> methods, AdapterFactory adapter, String verified) {
        this(id, rootType, List.of(), methods, adapter, verified);
    }
}
