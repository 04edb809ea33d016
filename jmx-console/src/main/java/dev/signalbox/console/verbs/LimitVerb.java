package dev.signalbox.console.verbs;

import dev.signalbox.console.ConsoleException;
import dev.signalbox.console.connect.Connection;
import dev.signalbox.console.output.Answer;
import dev.signalbox.console.output.Words;
import dev.signalbox.core.control.AllocationTuningMXBean;
import dev.signalbox.core.control.LimitsMXBean;
import dev.signalbox.core.control.ModelTuningMXBean;
import dev.signalbox.core.control.RouteTuningMXBean;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code limit}: changes how much calls may hold. */
@Command(
        name = "limit",
        description = "Changes how much the calls of a model, a route or the whole JVM may hold. The next call obeys.",
        footer = {
            "",
            "Examples:",
            "  signalbox limit 'model large' concurrency 16",
            "  signalbox limit 'route chat' tokens-per-minute 100000",
            "  signalbox limit jvm memory none"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the parameters before call()
public final class LimitVerb extends TargetVerb {
    /** What can be limited. */
    enum Kind {
        CONCURRENCY,
        MEMORY,
        CPU,
        TOKENS_PER_SECOND,
        TOKENS_PER_MINUTE,
        TOKENS_PER_DAY;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    @Parameters(index = "0", paramLabel = "LEVEL", description = "'model NAME', 'route NAME' or jvm; see 'allocation'.")
    private String level;

    @Parameters(
            index = "1",
            paramLabel = "LIMIT",
            description =
                    "concurrency, memory (MB), cpu (processors), tokens-per-second, tokens-per-minute or tokens-per-day.")
    private Kind kind;

    @Parameters(index = "2", paramLabel = "AMOUNT", description = "A number from 0, or none.")
    private String amount;

    @Override
    Answer ask(Connection connection) throws IOException {
        LimitsMXBean bean = find(connection);
        double units = parse();
        double before = get(bean);
        set(bean, units);
        LimitsMXBean after = find(connection); // what is read of a bean is read once
        String done = after.getLevel() + ": " + kind + " " + text(get(after)) + " (before: " + text(before) + ")";
        return SwitchAnswer.of(connection, done, LimitsMXBean.class, after);
    }

    private double parse() {
        if (amount.equals("none")) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(amount);
        } catch (NumberFormatException e) {
            throw ConsoleException.usage("'" + amount + "' is no amount", "Allowed: a number from 0, or none.");
        }
    }

    private LimitsMXBean find(Connection connection) throws IOException {
        List<LimitsMXBean> all = new ArrayList<>();
        all.addAll(connection.beans(AllocationTuningMXBean.class));
        all.addAll(connection.beans(ModelTuningMXBean.class));
        all.addAll(connection.beans(RouteTuningMXBean.class));
        List<String> known = new ArrayList<>();
        for (LimitsMXBean bean : all) {
            if (bean.getLevel().equals(level)) {
                return bean;
            }
            known.add(bean.getLevel());
        }
        throw ConsoleException.unknown(
                "there is no level '" + level + "', but " + String.join(", ", known), "See 'allocation'.", known);
    }

    private double get(LimitsMXBean bean) {
        return switch (kind) {
            case CONCURRENCY -> bean.getConcurrency();
            case MEMORY -> bean.getMemoryMB();
            case CPU -> bean.getCpuCores();
            case TOKENS_PER_SECOND -> bean.getTokensPerSecond();
            case TOKENS_PER_MINUTE -> bean.getTokensPerMinute();
            case TOKENS_PER_DAY -> bean.getTokensPerDay();
        };
    }

    private void set(LimitsMXBean bean, double units) {
        switch (kind) {
            case CONCURRENCY -> bean.setConcurrency(units);
            case MEMORY -> bean.setMemoryMB(units);
            case CPU -> bean.setCpuCores(units);
            case TOKENS_PER_SECOND -> bean.setTokensPerSecond(units);
            case TOKENS_PER_MINUTE -> bean.setTokensPerMinute(units);
            case TOKENS_PER_DAY -> bean.setTokensPerDay(units);
        }
    }

    private static String text(double units) {
        return Double.isNaN(units) ? "none" : Words.amount(units);
    }
}
