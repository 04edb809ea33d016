package dev.signalbox.console.connect;

import java.util.Map;
import javax.management.remote.JMXConnector;
import org.jspecify.annotations.Nullable;

/** Who connects; local connections need none. */
public record Credentials(@Nullable String user, @Nullable String password) {
    /** Nobody in particular. */
    public static final Credentials NONE = new Credentials(null, null);

    Map<String, Object> environment() {
        return user == null || password == null
                ? Map.of()
                : Map.of(JMXConnector.CREDENTIALS, new String[] {user, password});
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "Credentials[" + user + "]";
    }
}
