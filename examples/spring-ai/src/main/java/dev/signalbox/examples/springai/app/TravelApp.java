package dev.signalbox.examples.springai.app;

import java.io.IOException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The application's entry. */
@SpringBootApplication
public class TravelApp {
    /** Prints where it listens, and ends when its standard input does. */
    public static void main(String[] args) throws IOException {
        try (ConfigurableApplicationContext context = SpringApplication.run(TravelApp.class, args)) {
            System.out.println(
                    "serving on http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
            while (System.in.read() >= 0) {}
        }
        System.exit(0);
    }
}
