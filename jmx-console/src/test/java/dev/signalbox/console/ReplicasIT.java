package dev.signalbox.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console at work on the replicas of a model, with the real agent. */
class ReplicasIT {
    @TempDir
    static Path dir;

    private static Ran run(Child child, String... args) {
        return Ran.of(Stream.concat(Stream.of(args), Stream.of("--pid", child.pidText()))
                .toArray(String[]::new));
    }

    @Test
    void theNextCallObeysWeights() throws Exception {
        Path config = Files.writeString(dir.resolve("signalbox.yaml"), """
                call-sites:
                  say: { method: dev.signalbox.console.serving.Talker.say(java.lang.String), replay: args }
                models:
                  talker: { match: { type: dev.signalbox.console.serving.Talker }, nodes: many, balance: round-robin }
                routes:
                  chat: { call-sites: [say], primary: talker }
                """);
        String agent = "-javaagent:" + System.getProperty("signalbox.agent.jar") + "=config=" + config;
        try (Child child = Child.models(dir, Child.uniqueName(), agent)) {
            child.ask("hello");
            await("both nodes")
                    .atMost(30, TimeUnit.SECONDS)
                    .until(() -> nodes(child).size() == 2);
            assertThat(answers(child)).as("evenly").hasSize(2);

            assertThat(run(child, "weigh", "talker#0", "0").out()).isEqualTo("node 'talker#0': weight 0 (before: 1)\n");
            Set<String> first = answers(child);
            assertThat(first).hasSize(1);
            assertThat(run(child, "balance").out())
                    .containsPattern("(?m)^talker +round-robin +- +2 ")
                    .containsPattern("(?m)^talker +talker#0 +0 +0 +0 +healthy ");

            assertThat(run(child, "weigh", "talker#0", "1").exitCode()).isZero();
            assertThat(run(child, "weigh", "talker#1", "0").exitCode()).isZero();
            assertThat(answers(child)).hasSize(1).doesNotContainAnyElementsOf(first);
            assertThat(nodes(child).at("/1/weight").asDouble()).isZero();
        }
    }

    @Test
    void theNextCallObeysLimits() throws Exception {
        Path config = Files.writeString(dir.resolve("signalbox.yaml"), """
                call-sites:
                  say: { method: dev.signalbox.console.serving.Talker.say(java.lang.String), replay: args }
                models:
                  talker: { match: { type: dev.signalbox.console.serving.Talker }, nodes: many, limits: { tokens-per-day: 1000000 } }
                routes:
                  chat: { call-sites: [say], primary: talker, wait: 1ms }
                allocation: { memory: 8GB, overload: false }
                """);
        String agent = "-javaagent:" + System.getProperty("signalbox.agent.jar") + "=config=" + config;
        try (Child child = Child.models(dir, Child.uniqueName(), agent)) {
            child.ask("hello");
            await("both nodes")
                    .atMost(30, TimeUnit.SECONDS)
                    .until(() -> nodes(child).size() == 2);
            assertThat(run(child, "allocation").out())
                    .containsPattern("(?m)^jvm +MB +0 +8192 ")
                    .containsPattern("(?m)^model talker +day +1000000 ")
                    .containsPattern("(?m)^chat +0 ")
                    .containsPattern("(?m)^normal +yes +100.0%");

            assertThat(run(child, "limit", "jvm", "memory", "0").out()).isEqualTo("jvm: memory 0 (before: 8192)\n");
            assertThat(child.ask("x")).contains("RejectedExecutionException").contains("jvm");
            assertThat(run(child, "allocation").out()).containsPattern("(?m)^jvm +MB +0 +0 +[1-9]");
            assertThat(run(child, "limit", "jvm", "memory", "none").out()).isEqualTo("jvm: memory none (before: 0)\n");
            assertThat(child.ask("x")).doesNotContain("Rejected");

            Ran unknown = run(child, "limit", "model talkr", "concurrency", "1");
            assertThat(unknown.exitCode()).isNotZero();
            assertThat(unknown.err()).contains("model talkr").contains("model talker");
            assertThat(run(child, "limit", "jvm", "memory", "-1").err()).contains("allowed: 0 to");
            assertThat(run(child, "limit", "jvm", "memory", "much").err()).contains("'much'");
        }
    }

    private static JsonNode nodes(Child child) {
        return run(child, "balance", "--json").json().at("/models/0/nodes");
    }

    private static Set<String> answers(Child child) throws IOException {
        Set<String> answers = new TreeSet<>();
        for (int i = 0; i < 20; i++) {
            answers.add(child.ask("x"));
        }
        return answers;
    }
}
