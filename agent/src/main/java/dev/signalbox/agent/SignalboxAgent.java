package dev.signalbox.agent;

import java.io.Closeable;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * The only class of the agent that the host's class path shows: the entry of {@code -javaagent}, the door through which
 * instrumented code reaches us, and (its instances) the class loader in which all the rest of us lives, apart from the
 * host's libraries.
 *
 * <p>Its static methods speak JDK types only, and nothing here ever throws into the host. It is written for a cheap start:
 * no lambdas, string concatenation or regular expressions on the way through premain, each of which would load hundreds of
 * classes before the host's first line runs.
 */
public final class SignalboxAgent extends ClassLoader implements Closeable {
    private static final String NAME = "dev.signalbox.agent.SignalboxAgent";
    private static final String START = "dev.signalbox.agent.start.AgentStart";
    private static final String LINKER = "dev.signalbox.agent.link.Linker";
    private static final String PREFIX = "inst/";

    /** The agent at work; null before the start and after a detach. */
    private static volatile @Nullable SignalboxAgent active;

    /** Links gates: made when the first one asks. */
    private static volatile @Nullable MethodHandle linker;

    private static boolean started;

    static {
        registerAsParallelCapable();
    }

    private final JarFile jar;
    private final File file;
    private final Instrumentation instrumentation;
    private final @Nullable String arguments;
    private final boolean attached;
    private final String base;
    private final @Nullable ProtectionDomain domain;

    private SignalboxAgent(
            JarFile jar,
            File file,
            @Nullable ProtectionDomain domain,
            Instrumentation instrumentation,
            @Nullable String arguments,
            boolean attached)
            throws IOException {
        super("signalbox", ClassLoader.getPlatformClassLoader());
        this.jar = jar;
        this.file = file;
        this.instrumentation = instrumentation;
        this.arguments = arguments;
        this.attached = attached;
        this.base = "jar:".concat(file.toURI().toURL().toExternalForm()).concat("!/");
        this.domain = domain;
    }

    /** Called by the JVM before the host's main. */
    public static void premain(@Nullable String args, Instrumentation instrumentation) {
        start(args, instrumentation, false);
    }

    /** Called by the JVM when the agent is attached to a running process. */
    public static void agentmain(@Nullable String args, Instrumentation instrumentation) {
        start(args, instrumentation, true);
    }

    /**
     * Makes a gate: called once by each dynamic constant in an instrumented class.
     *
     * @param lookup the instrumented class's own lookup
     * @param host the instrumented class
     * @param kind {@code enter}, {@code enter-locked}, {@code exit}, {@code constructed} or {@code named}
     * @param site the call site's id
     * @param method the index of the overload; for {@code named} that of the parameter that is the bean's name
     * @param parameters the erased parameter types of the instrumented method, or the empty string for a constructor
     * @param type the type that the handle has to have
     * @return the handle; one that does nothing where the agent is gone or anything of ours fails
     */
    public static MethodHandle link(
            MethodHandles.Lookup lookup,
            Class<?> host,
            String kind,
            String site,
            int method,
            String parameters,
            MethodType type) {
        try {
            MethodHandle current = linker;
            SignalboxAgent agent = active;
            if (current == null && agent != null) {
                current = MethodHandles.publicLookup().findStatic(agent.loadClass(LINKER), "link", linkType());
                linker = current;
            }
            if (current != null) {
                return (MethodHandle) current.invokeExact(lookup, host, kind, site, method, parameters, type);
            }
        } catch (Throwable ignored) {
            // The host's call has to go on; our own linker has counted what it could.
        }
        return MethodHandles.empty(type);
    }

    private static MethodType linkType() {
        return MethodType.methodType(
                MethodHandle.class,
                MethodHandles.Lookup.class,
                Class.class,
                String.class,
                String.class,
                int.class,
                String.class,
                MethodType.class);
    }

    /** The agent's jar. */
    public File file() {
        return file;
    }

    /** The JVM's instrumentation. */
    public Instrumentation instrumentation() {
        return instrumentation;
    }

    /** What stood behind the jar's name on the command line. */
    public @Nullable String arguments() {
        return arguments;
    }

    /** Whether the JVM was running before the agent came. */
    public boolean attached() {
        return attached;
    }

    /** Forgets the agent: from now on nothing here leads to it, and it may be attached again. */
    @Override
    public void close() throws IOException {
        synchronized (SignalboxAgent.class) {
            active = null;
            linker = null;
            started = false;
        }
        jar.close();
    }

    private static void start(@Nullable String args, Instrumentation instrumentation, boolean attached) {
        try {
            if (isJdkTool(System.getProperty("sun.java.command"))) {
                return;
            }
            synchronized (SignalboxAgent.class) {
                if (started) {
                    warn("the agent is already active in this JVM; ignoring the second -javaagent or attach");
                    return;
                }
                started = true;
            }
            ProtectionDomain domain = SignalboxAgent.class.getProtectionDomain();
            CodeSource source = domain.getCodeSource();
            File file = source == null ? null : new File(source.getLocation().toURI());
            JarFile jar = file == null || !file.isFile() ? null : new JarFile(file, false);
            if (file == null || jar == null || !isAgentJar(jar)) {
                warn(file + " is not signalbox-agent.jar itself but has been merged from it; the agent stays off."
                        + " Fix: leave signalbox-agent out of the application's jar and name it with -javaagent");
                return;
            }
            SignalboxAgent agent = new SignalboxAgent(jar, file, domain, instrumentation, args, attached);
            active = agent;
            // Initialising the class starts it: a reflective call would spin method handles, 15 ms on JDK 25.
            Class.forName(START, true, agent);
        } catch (Throwable t) {
            Throwable cause = t.getCause() == null ? t : t.getCause();
            warn("the agent could not start and stays off: " + cause);
        }
    }

    /** Whether the command line is one of the JDK's own tools, which inherit the agent through JAVA_TOOL_OPTIONS. */
    static boolean isJdkTool(@Nullable String command) {
        if (command == null) {
            return false;
        }
        int slash = command.indexOf('/');
        int space = command.indexOf(' ');
        boolean module = slash >= 0 && (space < 0 || slash < space);
        String main = module ? command.substring(slash + 1) : command;
        if (main.startsWith("com.sun.tools.javac.launcher.")) {
            return false; // `java App.java`: that is the host
        }
        return (module && (command.startsWith("jdk.") || command.startsWith("java.")))
                || main.startsWith("com.sun.tools.")
                || main.startsWith("sun.tools.")
                || main.startsWith("sun.security.tools.")
                || main.startsWith("jdk.");
    }

    private static boolean isAgentJar(JarFile jar) throws IOException {
        Manifest manifest = jar.getManifest();
        Attributes main = manifest == null ? new Attributes() : manifest.getMainAttributes();
        return NAME.equals(main.getValue("Premain-Class"))
                && main.getValue("Main-Class") == null
                && main.getValue("Launcher-Agent-Class") == null
                && jar.getEntry(PREFIX) != null;
    }

    /** Writes to the process's own stderr, which a replaced System.err is not. */
    @SuppressWarnings("resource") // closing it would close the host's stderr
    private static void warn(String message) {
        try {
            String line = "[signalbox] WARN " + message + System.lineSeparator();
            new FileOutputStream(FileDescriptor.err).write(line.getBytes());
        } catch (Throwable ignored) {
            // no stderr, nobody to tell
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.equals(NAME)) {
            return SignalboxAgent.class;
        }
        try {
            ZipEntry entry = jar.getEntry(entryName(name.replace('.', '/').concat(".class")));
            if (entry != null) {
                try (InputStream in = jar.getInputStream(entry)) {
                    byte[] bytes = in.readAllBytes();
                    return defineClass(name, bytes, 0, bytes.length, domain);
                }
            }
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
        throw new ClassNotFoundException(name);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        try {
            String entry = entryName(name);
            return jar.getEntry(entry) == null ? null : new URL(base.concat(entry));
        } catch (IOException | IllegalStateException e) {
            return null;
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL found = findResource(name);
        return found == null
                ? Collections.emptyEnumeration()
                : Collections.enumeration(Collections.singletonList(found));
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        try {
            ZipEntry entry = jar.getEntry(entryName(name));
            return entry == null ? super.getResourceAsStream(name) : jar.getInputStream(entry);
        } catch (IOException | IllegalStateException e) {
            return null;
        }
    }

    private static String entryName(String name) {
        String entry = PREFIX.concat(name);
        return name.endsWith(".class") ? entry.concat("data") : entry;
    }
}
