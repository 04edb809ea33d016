package dev.signalbox.examples.quickstart.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signalbox.examples.provider.Behaviour;
import dev.signalbox.examples.provider.Provider;
import dev.signalbox.examples.quickstart.training.ScorerModels;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServingAppTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private Provider provider;
    private ServingApp app;

    @BeforeEach
    void start() throws Exception {
        provider = new Provider();
        app = new ServingApp(ScorerModels.prepare(directory).directory(), provider.url());
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        provider.close();
    }

    @Test
    void scores() throws Exception {
        HttpResponse<String> response = post("/score", scoreRequest(16));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(response.body()).get("probability").doubleValue())
                .isBetween(0.0, 1.0);
    }

    @Test
    void layoutThatDoesNotFitReachesTheCallerAsAFailure() throws Exception {
        HttpResponse<String> response = post("/score", scoreRequest(7));
        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).contains("OrtException", "Reshape");
    }

    @Test
    void chatsWithTheLargeModelAlone() throws Exception {
        JsonNode reply = JSON.readTree(post("/chat", "{\"message\":\"hello\"}").body());
        assertThat(reply.get("model").textValue()).isEqualTo(ServingApp.LARGE_MODEL);
        assertThat(provider.requests(ServingApp.LARGE_MODEL)).isEqualTo(1);
        assertThat(provider.requests(ServingApp.SMALL_MODEL)).isZero();
    }

    @Test
    void providersErrorReachesTheCaller() throws Exception {
        provider.behave(ServingApp.LARGE_MODEL, Behaviour.ERROR);
        HttpResponse<String> response = post("/chat", "{\"message\":\"hello\"}");
        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).contains("InternalServerException");
    }

    /** The demo's claim: this application was not changed for Signalbox. */
    @Test
    void sourceNamesNothingOfSignalbox() throws IOException {
        Path sources =
                Path.of("src/main/java", ServingApp.class.getPackageName().replace('.', '/'));
        try (Stream<Path> files = Files.list(sources)) {
            assertThat(files.filter(file -> !file.endsWith("package-info.java")))
                    .hasSizeGreaterThan(3)
                    .allSatisfy(
                            file -> assertThat(Files.readString(file)).doesNotContain("signalbox.core", "Signalbox"));
        }
    }

    private static String scoreRequest(int columns) {
        float[] features = ScorerModels.unseen(1).features()[0];
        return "{\"features\":" + Arrays.toString(features) + ",\"layout\":[-1," + columns + "]}";
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(app.url() + path))
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
