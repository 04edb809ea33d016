package dev.signalbox.agent.jmx;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.rmi.server.RemoteServer;
import java.rmi.server.ServerNotActiveException;
import java.security.Principal;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.remote.JMXPrincipal;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/** Tells who is using a verb: the authenticated JMX principal, else what is known of where the call comes from. */
final class Caller {
    /** {@code Subject.current()}, there from 18 on; on 17 the access control context carries the subject. */
    private static final @Nullable MethodHandle CURRENT = current();

    private Caller() {}

    /** The name of who is calling on this thread. */
    static String name() {
        try {
            Subject subject = subject();
            if (subject != null && !subject.getPrincipals().isEmpty()) {
                return principals(subject);
            }
            String user = System.getProperty("user.name", "unknown");
            String from = remoteHost();
            // The JVM's own connector for local clients lets only the JVM's own user in, and names nobody.
            return from == null || isHere(from) ? user + " (local)" : "an unauthenticated client at " + from;
        } catch (Throwable noOneKnows) {
            // Who it was matters less than that the verb is carried out.
            return "unknown";
        }
    }

    private static String principals(Subject subject) {
        Set<? extends Principal> jmx = subject.getPrincipals(JMXPrincipal.class);
        Set<? extends Principal> all = jmx.isEmpty() ? subject.getPrincipals() : jmx;
        return all.stream().map(Principal::getName).sorted().collect(Collectors.joining(", "));
    }

    @SuppressWarnings("removal")
    private static @Nullable Subject subject() throws Throwable {
        return CURRENT != null
                ? (Subject) CURRENT.invoke()
                : Subject.getSubject(java.security.AccessController.getContext());
    }

    private static @Nullable String remoteHost() {
        try {
            return RemoteServer.getClientHost();
        } catch (ServerNotActiveException | LinkageError e) {
            return null;
        }
    }

    private static boolean isHere(String host) throws UnknownHostException, SocketException {
        InetAddress address = InetAddress.getByName(host);
        return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    }

    private static @Nullable MethodHandle current() {
        try {
            return MethodHandles.publicLookup()
                    .findStatic(Subject.class, "current", MethodType.methodType(Subject.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
