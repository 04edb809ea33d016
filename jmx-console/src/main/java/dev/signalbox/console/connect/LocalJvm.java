package dev.signalbox.console.connect;

/**
 * A JVM of this user on this machine.
 *
 * @param pid its process id
 * @param main its main class, or the path of its jar; its arguments are left out, as they may hold secrets
 */
public record LocalJvm(long pid, String main) {
    static LocalJvm of(long pid, String displayName) {
        String main = displayName.strip().split("\\s+", 2)[0];
        return new LocalJvm(pid, main.isEmpty() ? "unknown" : main);
    }

    /** As told to an operator: {@code 123 com.acme.Main}. */
    public String words() {
        return pid + " " + main;
    }
}
