package dev.signalbox.benchmarks.faults;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The application: for each line on its standard input, a number, it asks its model once, at once and beside what it still waits for,
 * and prints what it got.
 */
final class Asker {
    static final String FIRST = "gpt-4o";
    static final String SECOND = "gpt-4.1-nano";

    private static final int WARM_UP = 5;

    private final ChatModel asked;
    private final Attempts attempts;

    private Asker(ChatModel asked, Attempts attempts) {
        this.asked = asked;
        this.attempts = attempts;
    }

    /** @param args the mode, the base URLs of the first and the second model, and the clients' timeout in milliseconds */
    public static void main(String[] args) throws IOException {
        Attempts attempts = new Attempts();
        Duration timeout = Duration.ofMillis(Long.parseLong(args[3]));
        ChatModel first = client(args[1], FIRST, timeout, attempts);
        ChatModel second = client(args[2], SECOND, timeout, new Attempts());
        Asker asker = new Asker(Mode.valueOf(args[0]).asked(first, second), attempts);
        // A JVM's first calls take long, on a busy machine longer than the timeout: they are not what is looked at.
        String warm = ask(second, "Are you there?");
        for (int i = 1; i < WARM_UP && !warm.contains(SECOND); i++) {
            warm = ask(second, "Are you there?");
        }
        System.out.println(warm);
        ExecutorService threads = Executors.newCachedThreadPool();
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            int number = Integer.parseInt(line);
            long asked = System.nanoTime();
            threads.execute(() -> System.out.println(asker.ask(number, asked).line()));
        }
        System.exit(0);
    }

    private Answer ask(int number, long since) {
        String text = ask(asked, Attempts.question(number));
        long micros = (System.nanoTime() - since) / 1_000;
        return new Answer(number, micros, attempts.of(number), text);
    }

    private static String ask(ChatModel model, String question) {
        try {
            return model.chat(question);
        } catch (RuntimeException e) {
            return e.getClass().getSimpleName();
        }
    }

    private static ChatModel client(String url, String model, Duration timeout, Attempts attempts) {
        return OpenAiChatModel.builder()
                .baseUrl(url)
                .apiKey("none")
                .modelName(model)
                .timeout(timeout)
                .maxRetries(0)
                .httpClientBuilder(attempts)
                .build();
    }
}
