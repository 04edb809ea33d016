package dev.signalbox.benchmarks.faults;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.router.FailoverStrategy;
import dev.langchain4j.model.router.ModelRouter;

/** What stands between an application and its two chat models. */
enum Mode {
    /** Nothing: the first model alone. */
    ALONE("the client alone"),
    /** LangChain4j community's ModelRouter with its FailoverStrategy, as its documentation shows it. */
    ROUTER("ModelRouter"),
    /** Resilience4j's circuit breaker, retry, time limiter and fallback. */
    RESILIENCE4J("Resilience4j"),
    /** Failsafe's fallback, retry, circuit breaker and timeout. */
    FAILSAFE("Failsafe"),
    /** Signalbox's agent, in the JVM of an application that asks the first model. */
    SIGNALBOX("Signalbox");

    private final String title;

    Mode(String title) {
        this.title = title;
    }

    /** The model that the application asks. */
    ChatModel asked(ChatModel first, ChatModel second) {
        return switch (this) {
            case ALONE, SIGNALBOX -> first;
            case ROUTER ->
                ModelRouter.builder()
                        .addRoutes(first, second)
                        .routingStrategy(new FailoverStrategy())
                        .build();
            case RESILIENCE4J -> Peers.resilience4j(first, second);
            case FAILSAFE -> Peers.failsafe(first, second);
        };
    }

    @Override
    public String toString() {
        return title;
    }
}
