package dev.signalbox.benchmarks.faults;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpClientBuilderLoader;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A model's HTTP client that counts how often each question is sent to it, whatever comes of it. */
final class Attempts implements HttpClientBuilder {
    private static final Pattern NUMBER = Pattern.compile("(-?\\d+): where");

    private final HttpClientBuilder builder = HttpClientBuilderLoader.loadHttpClientBuilder();
    private final Map<Integer, Integer> byQuestion = new ConcurrentHashMap<>();

    /** The question of a number. */
    static String question(int number) {
        return number + ": where shall I go?";
    }

    /** How often the question of a number was sent. */
    int of(int number) {
        return byQuestion.getOrDefault(number, 0);
    }

    private void count(HttpRequest request) {
        Matcher number = NUMBER.matcher(request.body());
        if (number.find()) {
            byQuestion.merge(Integer.parseInt(number.group(1)), 1, Integer::sum);
        }
    }

    @Override
    public Duration connectTimeout() {
        return builder.connectTimeout();
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
        builder.connectTimeout(timeout);
        return this;
    }

    @Override
    public Duration readTimeout() {
        return builder.readTimeout();
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
        builder.readTimeout(timeout);
        return this;
    }

    @Override
    public HttpClient build() {
        HttpClient client = builder.build();
        return new HttpClient() {
            @Override
            public SuccessfulHttpResponse execute(HttpRequest request) {
                count(request);
                return client.execute(request);
            }

            @Override
            public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
                count(request);
                client.execute(request, parser, listener);
            }
        };
    }
}
