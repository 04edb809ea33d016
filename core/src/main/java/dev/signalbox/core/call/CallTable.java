package dev.signalbox.core.call;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The slots of the calls in flight, and each thread's way to its own. A thread looks first where it was last time, so that two
 * threads rarely meet; the table grows when all slots are taken and never shrinks.
 */
final class CallTable {
    /** A cache line of ints at each end of a frame keeps it off those of other threads. */
    private static final int PAD = 16;
    /** Where a thread's frame holds the slot, plus 1, of the call on top of its stack; 0 where there is none. */
    static final int TOP = PAD;
    /** Where it holds the slot to look at first. */
    private static final int HOME = PAD + 1;

    private static final int FRAME_LENGTH = HOME + 1 + PAD;

    private static final int FIRST_SIZE = 64;
    private static final long LONGEST_CALL_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int SPREAD = 0x9E3779B9;

    /** What a thread keeps: numbers in an array of the JDK, which pin no class of ours when we are gone. */
    private static final ThreadLocal<int[]> FRAME = ThreadLocal.withInitial(CallTable::newFrame);

    private final Consumer<Call> lost;
    private volatile Call[] slots;

    /**
     * A table of free slots.
     *
     * @param lost told of calls whose exits never came, before their slots are given back
     */
    CallTable(Consumer<Call> lost) {
        this.lost = lost;
        this.slots = grown(new Call[0], FIRST_SIZE);
    }

    private static int[] newFrame() {
        int[] frame = new int[FRAME_LENGTH];
        frame[HOME] = System.identityHashCode(Thread.currentThread()) * SPREAD >>> 16;
        return frame;
    }

    /** The calling thread's frame. */
    static int[] frame() {
        return FRAME.get();
    }

    /** The call on top of a thread's stack, or null. */
    @Nullable
    Call top(int[] frame) {
        int top = frame[TOP];
        return top == 0 ? null : slots[top - 1];
    }

    /** The call that another one stands on, or null. */
    @Nullable
    Call below(Call call) {
        return call.below() == 0 ? null : slots[call.below() - 1];
    }

    /**
     * Forgets what is on a thread's stack: its exit never came, because the stack overflowed in it. The slots stay taken, for
     * a call that merely took very long may still come back to its own.
     */
    static void forget(int[] frame) {
        frame[TOP] = 0;
    }

    /**
     * Marks calls that have been under way for so long that their exits were probably lost. The thread that owns such a call
     * forgets it when it meets it at its next entry.
     */
    void markLost(long now) {
        for (Call call : slots) {
            if (call.isOwned() && now - call.startedNanos > LONGEST_CALL_NANOS) {
                call.lostNanos = call.startedNanos;
            }
        }
    }

    /** Adds the tasks of the calls that own a slot. */
    void addTo(Tasks tasks) {
        for (Call call : slots) {
            if (call.isOwned()) {
                tasks.add(call, "s" + call.stripe);
            }
        }
    }

    /**
     * Has the slots that nobody owns forget the nodes and plans of their last calls: some are gone with their instances, and a slot
     * may not be used again for long.
     */
    void forgetLast() {
        for (Call call : slots) {
            if (call.tryOwn()) {
                call.forgetOurs();
                call.free();
            }
        }
    }

    /**
     * Takes a call off its thread's stack and gives its slot back; also those above it, whose exits never came: the host's
     * frames they belonged to are gone.
     */
    void release(Call call) {
        int[] frame = call.frame();
        if (frame != null && frame[TOP] != call.stripe + 1) {
            unwind(frame, call.stripe + 1);
        }
        if (frame != null && frame[TOP] == call.stripe + 1) {
            frame[TOP] = call.below();
        }
        call.free();
    }

    private void unwind(int[] frame, int down) {
        int top = frame[TOP];
        while (top != 0 && top != down) {
            top = slots[top - 1].below();
        }
        if (top == 0) {
            return; // it is not below: somebody forgot it
        }
        while (frame[TOP] != down) {
            Call above = slots[frame[TOP] - 1];
            frame[TOP] = above.below();
            lost.accept(above);
            above.free();
        }
    }

    /** A slot owned by the calling thread, on top of its stack. */
    Call acquire(int[] frame) {
        Call[] s = slots;
        Call home = s[frame[HOME] & (s.length - 1)];
        Call call = home.tryOwn() ? home : search(frame);
        call.push(frame);
        return call;
    }

    private Call search(int[] frame) {
        while (true) {
            Call[] s = slots;
            int mask = s.length - 1;
            for (int k = 1; k <= s.length; k++) {
                Call call = s[(frame[HOME] + k) & mask];
                if (call.tryOwn()) {
                    // A nested call finds its thread's home taken by the outer one, which is no reason to move.
                    if (frame[TOP] == 0) {
                        frame[HOME] = call.stripe;
                    }
                    return call;
                }
            }
            grow(s);
        }
    }

    private synchronized void grow(Call[] full) {
        if (slots == full) {
            slots = grown(full, full.length * 2);
        }
    }

    private Call[] grown(Call[] from, int size) {
        Call[] to = new Call[size];
        System.arraycopy(from, 0, to, 0, from.length);
        for (int i = from.length; i < size; i++) {
            to[i] = new Call(i, this);
        }
        return to;
    }
}
