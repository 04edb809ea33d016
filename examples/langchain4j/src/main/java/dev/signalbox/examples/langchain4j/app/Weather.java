package dev.signalbox.examples.langchain4j.app;

import dev.langchain4j.agent.tool.Tool;

/** The tool that the assistant may call. */
final class Weather {
    @Tool("Tells the weather in a city")
    String weather(String city) {
        return "18 degrees and sunny in " + city;
    }
}
