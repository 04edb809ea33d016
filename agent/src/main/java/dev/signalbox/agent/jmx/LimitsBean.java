package dev.signalbox.agent.jmx;

import dev.signalbox.core.admission.Level;
import dev.signalbox.core.admission.Limit;
import dev.signalbox.core.control.AllocationTuningMXBean;
import dev.signalbox.core.control.ModelTuningMXBean;
import dev.signalbox.core.engine.Engine;

/** The limits of a level that JMX may tune; an operator's verb, journaled, sets each of them. */
class LimitsBean implements AllocationTuningMXBean, ModelTuningMXBean {
    private final Engine engine;
    private final String name;

    /** @param name the level's: {@code jvm}, {@code model large}, {@code route chat} */
    LimitsBean(Engine engine, String name) {
        this.engine = engine;
        this.name = name;
    }

    private double get(Limit limit) {
        for (Level level : engine.levels()) {
            if (level.name().equals(name)) {
                return limit.inUnits(limit.of(level));
            }
        }
        return Double.NaN;
    }

    private void set(Limit limit, double units) {
        engine.operator(Caller.name()).limit(name, limit, units);
    }

    @Override
    public String getLevel() {
        return name;
    }

    @Override
    public double getConcurrency() {
        return get(Limit.CONCURRENCY);
    }

    @Override
    public void setConcurrency(double calls) {
        set(Limit.CONCURRENCY, calls);
    }

    @Override
    public double getMemoryMB() {
        return get(Limit.MEMORY);
    }

    @Override
    public void setMemoryMB(double megabytes) {
        set(Limit.MEMORY, megabytes);
    }

    @Override
    public double getCpuCores() {
        return get(Limit.CPU);
    }

    @Override
    public void setCpuCores(double cores) {
        set(Limit.CPU, cores);
    }

    @Override
    public double getTokensPerSecond() {
        return get(Limit.TOKENS_PER_SECOND);
    }

    @Override
    public void setTokensPerSecond(double tokens) {
        set(Limit.TOKENS_PER_SECOND, tokens);
    }

    @Override
    public double getTokensPerMinute() {
        return get(Limit.TOKENS_PER_MINUTE);
    }

    @Override
    public void setTokensPerMinute(double tokens) {
        set(Limit.TOKENS_PER_MINUTE, tokens);
    }

    @Override
    public double getTokensPerDay() {
        return get(Limit.TOKENS_PER_DAY);
    }

    @Override
    public void setTokensPerDay(double tokens) {
        set(Limit.TOKENS_PER_DAY, tokens);
    }
}
