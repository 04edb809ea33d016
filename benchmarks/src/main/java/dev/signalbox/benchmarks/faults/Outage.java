package dev.signalbox.benchmarks.faults;

import dev.signalbox.examples.provider.Behaviour;
import java.io.IOException;
import java.util.Random;

/** What befalls the first model for some time, under load. */
enum Outage {
    NONE("none"),
    DIES("dies hard"),
    FAILS_FAST("fails fast"),
    HANGS("hangs"),
    LIMPS("limps at 10x"),
    FAILS_SOMETIMES("fails 30 %");

    private static final double SHARE = 0.3;
    /** More than any trial asks for. */
    private static final int SCRIPTED = 10_000;

    private final String title;

    Outage(String title) {
        this.title = title;
    }

    /** @param seed which requests fail, where some do */
    void begin(Upstream upstream, long seed) {
        switch (this) {
            case NONE -> {}
            case DIES -> upstream.die();
            case FAILS_FAST -> upstream.first().behave(Asker.FIRST, Behaviour.ERROR);
            case HANGS -> upstream.first().behave(Asker.FIRST, Behaviour.HANG);
            case LIMPS -> upstream.first().behave(Asker.FIRST, Behaviour.LIMP);
            case FAILS_SOMETIMES -> upstream.first().next(Asker.FIRST, script(seed));
        }
    }

    void end(Upstream upstream) throws IOException {
        if (this == DIES) {
            upstream.revive();
        }
        upstream.first().behave(Asker.FIRST, Behaviour.OK);
    }

    private static Behaviour[] script(long seed) {
        Random random = new Random(seed);
        Behaviour[] script = new Behaviour[SCRIPTED];
        for (int i = 0; i < SCRIPTED; i++) {
            script[i] = random.nextDouble() < SHARE ? Behaviour.ERROR : Behaviour.OK;
        }
        return script;
    }

    @Override
    public String toString() {
        return title;
    }
}
