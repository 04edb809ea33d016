package dev.signalbox.core.control;

/** What may be tuned of a route; its state has a bean of its own. */
@Description("What may be tuned of a route, apart from its state: limits, where NaN is none, and waiting")
public interface RouteTuningMXBean extends LimitsMXBean {
    @Description(
            value = "How long a call may wait for room; NaN where the config lets none wait",
            unit = "ms, 1-600000")
    double getWaitMillis();

    /** Changes how long a call may wait for room. */
    @Description("Changes how long a call may wait for room; calls that wait now obey")
    void setWaitMillis(double millis);

    @Description(value = "The most calls that wait at a time; 0 where the config lets none wait", unit = "1-100000")
    int getMostWaiting();

    /** Changes the most calls that wait. */
    @Description("Changes the most calls that wait at a time; those too many are let go, the last in line first")
    void setMostWaiting(int most);
}
