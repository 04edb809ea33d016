package dev.signalbox.core.admission;

/** What an expectation of what calls take rests on. */
public enum EstimateSource {
    /** Nobody said anything and nothing was measured: rather too much than nothing. */
    ASSUMED("assumed"),
    /** The config says it. */
    CONFIGURED("configured"),
    /** It was measured, which outweighs what the config says. */
    MEASURED("measured");

    private final String word;

    EstimateSource(String word) {
        this.word = word;
    }

    /** The word for it. */
    public String word() {
        return word;
    }
}
