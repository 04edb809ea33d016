package dev.signalbox.core.call;

import dev.signalbox.core.admission.Waiter;

/** A call whose thread waits for room; whoever frees some chooses a node for it, as its own thread would. */
final class WaitingCall extends Waiter {
    private final Call call;
    private final Selection selection;

    WaitingCall(Call call, Selection selection) {
        this.call = call;
        this.selection = selection;
    }

    @Override
    protected boolean tryAdmit(long now) {
        return selection.again(call, now);
    }

    @Override
    protected boolean isHeldBack() {
        return selection.isHeldBack(call);
    }

    @Override
    protected long roomInNanos(long now) {
        return selection.refillNanos(call, now);
    }
}
