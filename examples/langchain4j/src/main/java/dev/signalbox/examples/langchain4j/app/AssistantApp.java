package dev.signalbox.examples.langchain4j.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/** The application's entry: serves {@link Endpoints} on a free port of the loopback interface. */
public final class AssistantApp {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AssistantApp() {}

    /** Prints where it listens, and ends when its standard input does. */
    public static void main(String[] args) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        new Endpoints()
                .byPath()
                .forEach((path, endpoint) -> server.createContext(path, exchange -> serve(exchange, endpoint)));
        server.start();
        System.out.println("serving on http://127.0.0.1:" + server.getAddress().getPort());
        while (System.in.read() >= 0) {}
        System.exit(0);
    }

    private static void serve(HttpExchange exchange, Endpoint endpoint) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, 0);
            Lines lines = new Lines(exchange.getResponseBody());
            try {
                endpoint.answer(JSON.readTree(exchange.getRequestBody()), lines);
            } catch (Exception e) {
                lines.error(e);
            }
        }
    }
}
