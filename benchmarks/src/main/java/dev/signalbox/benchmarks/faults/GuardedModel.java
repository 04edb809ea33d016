package dev.signalbox.benchmarks.faults;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;

/** A chat model around two others, as an application writes it that uses a library for its resilience. */
interface GuardedModel extends ChatModel {
    @Override
    ChatResponse doChat(ChatRequest request);
}
