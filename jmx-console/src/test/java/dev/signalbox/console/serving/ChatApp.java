package dev.signalbox.console.serving;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** An application that knows nothing of Signalbox, with LangChain4j models of which one is called. */
final class ChatApp {
    private static boolean broken;

    private ChatApp() {}

    /** Answers each line with the large model, which fails from the line {@code break} on. */
    static void serve(InputStream in, PrintStream out) throws IOException {
        ChatModel large = large();
        ChatModel small = new Chat("gpt-4o-mini");
        ChatModel odd = new Chat("true: \"odd\" #1");
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            broken |= line.equals("break");
            try {
                out.println(large.chat(line));
            } catch (InternalServerException e) {
                out.println(e.getMessage());
            }
        }
        out.println(small.chat("goodbye") + odd.chat("goodbye")); // they live as long as the application
    }

    private static ChatModel large() {
        return new Chat("gpt-4o");
    }

    private static final class Chat implements ChatModel {
        private final String name;

        Chat(String name) {
            this.name = name;
        }

        @Override
        public ChatRequestParameters defaultRequestParameters() {
            return ChatRequestParameters.builder().modelName(name).build();
        }

        @Override
        public ChatResponse doChat(ChatRequest request) {
            if (broken && name.equals("gpt-4o")) {
                throw new InternalServerException(name + " is down");
            }
            return ChatResponse.builder()
                    .aiMessage(AiMessage.from("by " + name))
                    .tokenUsage(new TokenUsage(7, 3))
                    .build();
        }
    }
}
