package dev.signalbox.core.control;

import java.util.List;

/** What calls of this JVM hold, wait for and are refused: all of admission that may be read. */
@Description("What calls hold now and under which limits, who waits, what was refused and why; see docs/admission.md")
public interface AllocationMXBean {
    @Description(
            "What is limited, at which level, and how much of it calls hold; a level that limits nothing is left out")
    List<LimitInfo> getLimits();

    @Description(
            "The budgets of tokens: for each level and period that has a limit, what is left and how fast it refills")
    List<BudgetInfo> getBudgets();

    @Description("The attempts in flight with what they hold, at most 1000 of them")
    List<AllocationInfo> getTasks();

    @Description("Calls in flight that hold something of a limit")
    int getHoldingCalls();

    @Description("The rooms in which calls wait, one for each route whose config says wait")
    List<WaitInfo> getWaiting();

    @Description("Calls that wait for room now, over all routes")
    int getWaitingCalls();

    @Description("How each priority fares: what share of a limit it may fill, and how much of it is shed")
    List<PriorityInfo> getPriorities();

    @Description(
            "Calls that were refused so far, by what they were short of, at which level and by their priority; none where nothing was")
    List<RefusalInfo> getRefusals();

    @Description("Why calls are shed now, in words; empty while none is")
    String getOverload();

    @Description(
            "What the next call of each model is expected to take, and whether that is assumed, configured or measured")
    List<EstimateInfo> getEstimates();
}
