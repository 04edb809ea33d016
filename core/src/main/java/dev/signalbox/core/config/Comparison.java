package dev.signalbox.core.config;

import org.jspecify.annotations.Nullable;

/** How a condition compares a metric with its threshold. A number that is unknown (NaN) fulfils none. */
public enum Comparison {
    /** Above the threshold. */
    ABOVE(">"),
    /** Not below the threshold. */
    AT_LEAST(">="),
    /** Below the threshold. */
    BELOW("<"),
    /** Not above the threshold. */
    AT_MOST("<=");

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    /** How it is written. */
    public String sign() {
        return sign;
    }

    /** Whether it asks for large numbers. */
    public boolean isUpwards() {
        return this == ABOVE || this == AT_LEAST;
    }

    /** Whether a number fulfils it. */
    public boolean holds(double value, double threshold) {
        return switch (this) {
            case ABOVE -> value > threshold;
            case AT_LEAST -> value >= threshold;
            case BELOW -> value < threshold;
            case AT_MOST -> value <= threshold;
        };
    }

    static @Nullable Comparison of(String sign) {
        for (Comparison c : values()) {
            if (c.sign.equals(sign)) {
                return c;
            }
        }
        return null;
    }
}
