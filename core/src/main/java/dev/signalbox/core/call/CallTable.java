package dev.signalbox.core.call;

/**
 * The slots of the calls in flight. A thread looks first where it was last time, so that two threads rarely meet; the table
 * grows when all slots are taken and never shrinks.
 */
final class CallTable {
    private static final int FIRST_SIZE = 64;
    private static final int SPREAD = 0x9E3779B9;

    private volatile Call[] slots = grown(new Call[0], FIRST_SIZE);

    /** A slot owned by the calling thread. */
    Call acquire() {
        int start = System.identityHashCode(Thread.currentThread()) * SPREAD >>> 16;
        while (true) {
            Call[] s = slots;
            int mask = s.length - 1;
            for (int k = 0; k < s.length; k++) {
                Call call = s[(start + k) & mask];
                if (call.tryOwn()) {
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

    private static Call[] grown(Call[] from, int size) {
        Call[] to = new Call[size];
        System.arraycopy(from, 0, to, 0, from.length);
        for (int i = from.length; i < size; i++) {
            to[i] = new Call(i);
        }
        return to;
    }
}
