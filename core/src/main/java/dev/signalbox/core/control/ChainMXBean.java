package dev.signalbox.core.control;

import java.util.List;

/** One chain of a route. */
@Description("One chain of a route: whether it may run, why not, and what it did")
public interface ChainMXBean {
    @Description("The chain's name")
    String getName();

    @Description("The route it belongs to")
    String getRoute();

    @Description("Its place in the plan in force, from 1; 0 where it may not run")
    int getRank();

    @Description("Why it may not run, in words; empty where it may")
    String getRefusal();

    @Description("The names of its nodes")
    List<String> getNodes();

    @Description("Attempts of this route made on this chain")
    long getAttempts();

    @Description("Those that failed")
    long getFailures();

    @Description("Calls it answered")
    long getServed();

    @Description("Whether an operator allows it")
    boolean isEnabled();

    @Description("Lets the chain run again; the next call obeys")
    void enable();

    @Description("Keeps calls from the chain; the next call obeys")
    void disable();
}
