package dev.signalbox.agent.weave;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The types named by the config before it has been parsed. Parsing takes longer than premain may, so it happens on a thread
 * of ours; a class whose own, super's or interface's name stands in the config's text waits for that, all others pass.
 */
public final class UserSites {
    /** Longer than a parse on a starved machine; a class that waited this long is left to the descendant scan. */
    private static final long LONGEST_WAIT_SECONDS = 5;

    private final CountDownLatch needed;
    private final CountDownLatch parsed = new CountDownLatch(1);
    private volatile @Nullable String text;

    /**
     * @param text the config file's text; null or a text without call sites makes nobody wait
     * @param needed is counted down when a host thread waits for the parse
     */
    public UserSites(@Nullable String text, CountDownLatch needed) {
        this.needed = needed;
        this.text = text != null && text.contains("call-sites") ? text : null;
    }

    /** Says that the config has been read, or will not be. */
    public void parsed() {
        text = null;
        parsed.countDown();
    }

    void awaitIfMentioned(ClassFileHeader header) {
        String current = text;
        if (current != null && mentions(current, header)) {
            needed.countDown();
            try {
                if (!parsed.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                    text = null;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean mentions(String text, ClassFileHeader header) {
        if (mentions(text, header.name()) || header.superName() != null && mentions(text, header.superName())) {
            return true;
        }
        for (String each : header.interfaces()) {
            if (mentions(text, each)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mentions(String text, String internalName) {
        return text.contains(internalName.replace('/', '.'));
    }
}
