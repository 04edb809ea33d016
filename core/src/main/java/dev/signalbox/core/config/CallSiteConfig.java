package dev.signalbox.core.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code call-sites}: a method of the user's own classes whose calls are routed.
 *
 * @param name the call site's name, which routes refer to
 * @param type the fully qualified name of the class or interface that declares the method
 * @param method the method's name
 * @param parameterTypes the parameters' type names as in source ({@code int}, {@code com.acme.Features},
 *     {@code float[]}); null means the only method of that name
 * @param replay how a call may be made a second time
 * @param nameFrom the no-argument method that tells an instance's name, without parentheses, or null
 */
public record CallSiteConfig(
        String name,
        String type,
        String method,
        @Nullable List<String> parameterTypes,
        Replay replay,
        @Nullable String nameFrom) {}
