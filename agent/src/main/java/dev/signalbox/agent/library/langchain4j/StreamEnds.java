package dev.signalbox.agent.library.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Tells streams that ended from those that were cut: LangChain4j reports a connection that was closed before the provider's end mark
 * as a complete response, only without a reason why the model finished.
 *
 * <p>Not every provider tells that reason, and one client class serves many providers, so its absence means something only for a
 * model that has told one before.
 */
final class StreamEnds {
    /** Applications that make a model for each request stop being told here. */
    private static final int MOST_MODELS = 64;

    /**
     * The models that told a reason. Kept with their class, and of the JDK's types, so that nothing of ours outlives us and nothing of
     * the host is held; by identity, for models may define what equals them.
     */
    private final ClassValue<List<WeakReference<Object>>> tells = new ClassValue<>() {
        @Override
        protected List<WeakReference<Object>> computeValue(Class<?> type) {
            return new CopyOnWriteArrayList<>();
        }
    };

    /** Whether what is reported as complete was cut. */
    boolean isCut(Object model, ChatResponse response) {
        List<WeakReference<Object>> telling = tells.get(model.getClass());
        boolean told = tells(telling, model);
        if (response.finishReason() == null) {
            return told;
        }
        if (!told) {
            telling.removeIf(each -> each.refersTo(null));
            if (telling.size() < MOST_MODELS) {
                telling.add(new WeakReference<>(model));
            }
        }
        return false;
    }

    /** Whether a response holds nothing at all: no content, no usage, no reason. */
    static boolean isNothing(ChatResponse response) {
        AiMessage message = response.aiMessage();
        boolean empty = message == null
                || ((message.text() == null || message.text().isEmpty()) && !message.hasToolExecutionRequests());
        return empty && response.finishReason() == null && response.tokenUsage() == null;
    }

    private static boolean tells(List<WeakReference<Object>> telling, Object model) {
        for (WeakReference<Object> each : telling) {
            if (each.refersTo(model)) {
                return true;
            }
        }
        return false;
    }
}
