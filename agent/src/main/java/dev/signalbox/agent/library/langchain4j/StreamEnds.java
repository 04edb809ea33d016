package dev.signalbox.agent.library.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells streams that ended from those that were cut: LangChain4j reports a connection that was closed before the provider's end mark
 * as a complete response, only without a reason why the model finished.
 *
 * <p>Not every provider tells that reason, so its absence means something only for classes of models that have told one before.
 */
final class StreamEnds {
    /** Kept with the class itself, and of the JDK's types, so that nothing of ours outlives us and nothing of the host is held. */
    private final ClassValue<AtomicBoolean> tells = new ClassValue<>() {
        @Override
        protected AtomicBoolean computeValue(Class<?> type) {
            return new AtomicBoolean();
        }
    };

    /** Whether what is reported as complete was cut. */
    boolean isCut(Object model, ChatResponse response) {
        AtomicBoolean told = tells.get(model.getClass());
        if (response.finishReason() != null) {
            told.setPlain(true);
            return false;
        }
        return told.get();
    }
}
