package dev.signalbox.benchmarks.faults;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.io.IOException;
import java.time.Duration;

/** The application: for each line on its standard input it asks its model once, and prints what it got. */
final class Asker {
    static final String FIRST = "gpt-4o";
    static final String SECOND = "gpt-4.1-nano";

    private static final int WARM_UP = 5;

    private Asker() {}

    /** @param args the mode, and the base URLs of the first and the second model */
    public static void main(String[] args) throws IOException {
        ChatModel first = client(args[1], FIRST);
        ChatModel second = client(args[2], SECOND);
        ChatModel asked = Mode.valueOf(args[0]).asked(first, second);
        // A JVM's first calls take long, on a busy machine longer than the timeout: they are not what is looked at.
        String warm = ask(second);
        for (int i = 1; i < WARM_UP && !warm.contains(SECOND); i++) {
            warm = ask(second);
        }
        System.out.println(warm);
        while (nextLine()) {
            System.out.println(ask(asked));
        }
        System.exit(0);
    }

    private static String ask(ChatModel model) {
        try {
            return model.chat("Where shall I go?");
        } catch (RuntimeException e) {
            return e.getClass().getSimpleName();
        }
    }

    private static boolean nextLine() throws IOException {
        int read = System.in.read();
        while (read >= 0 && read != '\n') {
            read = System.in.read();
        }
        return read >= 0;
    }

    private static ChatModel client(String url, String model) {
        return OpenAiChatModel.builder()
                .baseUrl(url)
                .apiKey("none")
                .modelName(model)
                .timeout(Duration.ofSeconds(1))
                .maxRetries(0)
                .build();
    }
}
