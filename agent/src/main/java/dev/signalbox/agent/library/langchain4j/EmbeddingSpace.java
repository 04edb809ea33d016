package dev.signalbox.agent.library.langchain4j;

import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether two embedding models put texts into the same space: they are the same model by name and give as many dimensions.
 *
 * <p>{@code dimension()} is not asked: where a model does not know, it embeds a text to find out, which is a call on the provider.
 */
final class EmbeddingSpace {
    /** What LangChain4j's interface answers for models that do not tell. */
    private static final String UNKNOWN = "unknown";

    private EmbeddingSpace() {}

    /** The model's name; empty where it does not tell, as before LangChain4j 1.12. */
    static String nameOf(EmbeddingModel model) {
        try {
            @Nullable String name = Named.of(model);
            return name == null || name.equals(UNKNOWN) ? "" : name;
        } catch (LinkageError e) {
            return "";
        }
    }

    /** Why a candidate's vectors cannot stand for the primary's, in words, or null. */
    static @Nullable String refusal(EmbeddingModel primary, EmbeddingModel candidate) {
        if (primary == candidate) {
            return null;
        }
        String wanted = nameOf(primary);
        String found = nameOf(candidate);
        if (wanted.isEmpty() || found.isEmpty()) {
            return (wanted.isEmpty() ? "the primary" : candidate.getClass().getName())
                    + " does not tell which embedding model it is";
        }
        if (!wanted.equals(found)) {
            return "it embeds with '" + found + "' where the primary embeds with '" + wanted
                    + "': their vectors mean nothing to each other";
        }
        @Nullable Integer wide = dimensions(primary);
        @Nullable Integer other = dimensions(candidate);
        return Objects.equals(wide, other)
                ? null
                : "it gives " + text(other) + " dimensions where the primary gives " + text(wide);
    }

    private static String text(@Nullable Integer dimensions) {
        return dimensions == null ? "the model's own number of" : dimensions.toString();
    }

    private static @Nullable Integer dimensions(EmbeddingModel model) {
        try {
            return Defaults.dimensions(model);
        } catch (LinkageError e) {
            return null;
        }
    }

    /** Absent before LangChain4j 1.12. */
    private static final class Named {
        static @Nullable String of(EmbeddingModel model) {
            return model.modelName();
        }
    }

    /** Absent in older versions. */
    private static final class Defaults {
        static @Nullable Integer dimensions(EmbeddingModel model) {
            return model.defaultRequestParameters() == null
                    ? null
                    : model.defaultRequestParameters().dimensions();
        }
    }
}
