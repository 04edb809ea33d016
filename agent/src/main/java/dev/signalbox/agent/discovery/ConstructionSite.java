package dev.signalbox.agent.discovery;

import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where the application makes a model instance, read from the stack while its constructor ends: the first frame that is not of
 * the instance's own classes, of its library or of the JDK, as {@code com.acme.App.main(App.java:42)}.
 *
 * <p>Frames are told apart by names alone: a walker that hands out classes needs a permission that a host may not have given.
 */
public final class ConstructionSite {
    private static final String CONSTRUCTOR = "<init>";
    private static final int MOST_FRAMES = 256;
    private static final List<String> OURS =
            List.of("dev.signalbox.agent.", "dev.signalbox.core.", "java.lang.invoke.");
    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");
    /** Who calls an application's and a library's factories by itself: what it called says more than who started it. */
    private static final List<String> CONTAINERS =
            List.of("org.springframework.", "jakarta.", "io.quarkus.", "io.micronaut.", "com.google.inject.");

    private final StackWalker walker = StackWalker.getInstance();
    private final List<String> libraries;

    /** @param rootTypes a type of each library that Signalbox knows, whose frames nobody looks for */
    public ConstructionSite(List<String> rootTypes) {
        this.libraries = rootTypes.stream().map(ConstructionSite::libraryOf).toList();
    }

    /**
     * Looks at the stack of this thread.
     *
     * @param type the class of an instance
     * @return where it is made; empty where this thread is not in its constructor
     */
    public String of(Class<?> type) {
        @Nullable StackFrame found = walker.walk(frames -> find(type, frames.iterator()));
        return found == null ? "" : text(found);
    }

    private @Nullable StackFrame find(Class<?> type, Iterator<StackFrame> frames) {
        StackFrame first = frames.next();
        while (frames.hasNext() && startsWithAny(first.getClassName(), OURS)) {
            first = frames.next();
        }
        if (!isConstructor(first, type.getName())) {
            return null;
        }
        Set<String> own = hierarchy(type);
        StackFrame outermost = null; // of those that are only better than none
        for (int i = 0; i < MOST_FRAMES && frames.hasNext(); i++) {
            StackFrame frame = frames.next();
            String name = frame.getClassName();
            if (isOwn(name, own) || startsWithAny(name, libraries)) {
                if (!frame.getMethodName().equals(CONSTRUCTOR)) {
                    outermost = frame;
                }
            } else if (startsWithAny(name, CONTAINERS)) {
                if (outermost != null) {
                    return outermost;
                }
            } else if (!startsWithAny(name, JDK)) {
                return frame;
            }
        }
        return outermost;
    }

    private static boolean isConstructor(StackFrame frame, String type) {
        return frame.getMethodName().equals(CONSTRUCTOR) && frame.getClassName().equals(type);
    }

    /** Whether a class is one of the hierarchy, or nested in one of it, as builders are. */
    private static boolean isOwn(String name, Set<String> hierarchy) {
        for (int end = name.indexOf('$'); end > 0; end = name.indexOf('$', end + 1)) {
            if (hierarchy.contains(name.substring(0, end))) {
                return true;
            }
        }
        return hierarchy.contains(name);
    }

    private static Set<String> hierarchy(Class<?> type) {
        Set<String> names = new TreeSet<>();
        for (@Nullable Class<?> c = type; c != null; c = c.getSuperclass()) {
            names.add(c.getName());
            addInterfaces(c, names);
        }
        return names;
    }

    private static void addInterfaces(Class<?> type, Set<String> names) {
        for (Class<?> each : type.getInterfaces()) {
            if (names.add(each.getName())) {
                addInterfaces(each, names);
            }
        }
    }

    /** The head of a library's packages: {@code dev.langchain4j.}; one name more where others share the first two. */
    private static String libraryOf(String rootType) {
        int second = rootType.indexOf('.', rootType.indexOf('.') + 1) + 1;
        String head = rootType.substring(0, second);
        return CONTAINERS.contains(head) ? rootType.substring(0, rootType.indexOf('.', second) + 1) : head;
    }

    private static boolean startsWithAny(String name, List<String> heads) {
        for (String head : heads) {
            if (name.startsWith(head)) {
                return true;
            }
        }
        return false;
    }

    /** Not the frame's own text, which tells class loaders and modules too. A builder needs no linking on the host's thread. */
    private static String text(StackFrame frame) {
        StringBuilder text = new StringBuilder(frame.getClassName());
        text.append('.').append(frame.getMethodName()).append('(');
        text.append(frame.getFileName() == null ? "unknown source" : frame.getFileName());
        if (frame.getLineNumber() >= 0) {
            text.append(':').append(frame.getLineNumber());
        }
        return text.append(')').toString();
    }
}
