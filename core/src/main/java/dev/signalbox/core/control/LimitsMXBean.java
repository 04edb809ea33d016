package dev.signalbox.core.control;

/** The limits of a level that may be tuned: those of the JVM, of a model or of a route. */
@Description("The limits on what calls may hold: NaN is no limit. The next call obeys, and those that wait for room")
public interface LimitsMXBean {
    @Description("The level: jvm, or a model or route by its name")
    String getLevel();

    @Description(value = "The most calls under way; NaN for no limit", unit = "calls, 0-1e12")
    double getConcurrency();

    /** Changes the most calls under way. */
    @Description("Changes the most calls under way; NaN for no limit")
    void setConcurrency(double calls);

    @Description(value = "The most memory that calls may hold; NaN for no limit", unit = "MB, 0-1e12")
    double getMemoryMB();

    /** Changes the most memory. */
    @Description("Changes the most memory that calls may hold; NaN for no limit")
    void setMemoryMB(double megabytes);

    @Description(value = "The most processors that calls may keep busy; NaN for no limit", unit = "cores, 0-1e12")
    double getCpuCores();

    /** Changes the most processors. */
    @Description("Changes the most processors that calls may keep busy; NaN for no limit")
    void setCpuCores(double cores);

    @Description(value = "The tokens a second; NaN for no limit", unit = "tokens/s, 0-1e12")
    double getTokensPerSecond();

    /** Changes the tokens a second. */
    @Description("Changes the tokens a second; NaN for no limit")
    void setTokensPerSecond(double tokens);

    @Description(value = "The tokens a minute; NaN for no limit", unit = "tokens/min, 0-1e12")
    double getTokensPerMinute();

    /** Changes the tokens a minute. */
    @Description("Changes the tokens a minute; NaN for no limit")
    void setTokensPerMinute(double tokens);

    @Description(value = "The tokens a day; NaN for no limit", unit = "tokens/day, 0-1e12")
    double getTokensPerDay();

    /** Changes the tokens a day. */
    @Description("Changes the tokens a day; NaN for no limit")
    void setTokensPerDay(double tokens);
}
