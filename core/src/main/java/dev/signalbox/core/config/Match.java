package dev.signalbox.core.config;

import org.jspecify.annotations.Nullable;

/**
 * Which live instances are nodes of a model: every criterion that is given must hold, and at least one is given.
 *
 * @param library the id of a built-in library, such as {@code langchain4j} or {@code onnxruntime}
 * @param name the instance's own name, as its library or {@code name-from} tells it
 * @param type the fully qualified name of the instance's class, or of a class or interface it extends
 * @param field the static field that holds the instance, as {@code com.acme.App.MODEL}
 * @param bean the name or an alias of the Spring bean that the instance is
 */
public record Match(
        @Nullable String library,
        @Nullable String name,
        @Nullable String type,
        @Nullable String field,
        @Nullable String bean) {}
