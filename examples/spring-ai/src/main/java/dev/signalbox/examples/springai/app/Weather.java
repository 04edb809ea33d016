package dev.signalbox.examples.springai.app;

import org.springframework.ai.tool.annotation.Tool;

/** The tool that the assistant may call. */
class Weather {
    @Tool(description = "Tells the weather in a city")
    String weather(String city) {
        return "18 degrees and sunny in " + city;
    }
}
