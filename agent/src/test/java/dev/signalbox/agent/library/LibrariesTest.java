package dev.signalbox.agent.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.ChatModel;
import dev.signalbox.agent.site.HostType;
import dev.signalbox.agent.site.SiteMethod;
import dev.signalbox.agent.site.SitePattern;
import dev.signalbox.core.config.CallSiteConfig;
import dev.signalbox.core.config.Replay;
import dev.signalbox.core.site.SiteAdapter;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The patterns against the libraries themselves: those on the class path, and other versions of them. */
class LibrariesTest {
    @Test
    void everyMethodOfEveryPatternExistsInThePinnedVersion() throws ClassNotFoundException {
        for (SitePattern pattern : Libraries.builtIn()) {
            Class<?> root = Class.forName(pattern.rootType(), false, LibrariesTest.class.getClassLoader());
            for (SiteMethod method : pattern.methods()) {
                assertThat(exists(root, method))
                        .as("%s %s", pattern.id(), method)
                        .isTrue();
            }
        }
    }

    @Test
    void everyAdapterBelongsToItsPattern() throws Throwable {
        for (SitePattern pattern : Libraries.builtIn()) {
            Class<?> root = Class.forName(pattern.rootType(), false, LibrariesTest.class.getClassLoader());

            SiteAdapter adapter = pattern.adapter().create(new HostType(root, MethodHandles.publicLookup()));

            assertThat(adapter.id()).isEqualTo(pattern.id());
            assertThat(pattern.id()).startsWith(adapter.library() + ".");
            assertThat(adapter.getClass().getClassLoader())
                    .as("defined beside the library")
                    .isNotSameAs(LibrariesTest.class.getClassLoader());
        }
    }

    @ParameterizedTest
    @CsvSource({"1.0.0, false", "1.12.2, false", "1.13.0, true", "1.20.0, true"})
    void theChatAdapterServesOlderVersions(String version, boolean hasOptions) throws Throwable {
        SitePattern chat = Libraries.builtIn().get(0);
        try (LibraryLoader library = new LibraryLoader("langchain4j-core-" + version)) {
            Class<?> root = library.loadClass(chat.rootType());
            assertThat(root).isNotSameAs(ChatModel.class);
            assertThat(exists(root, chat.methods().get(0))).isTrue();
            assertThat(exists(root, chat.methods().get(1))).isEqualTo(hasOptions);

            SiteAdapter adapter = chat.adapter().create(new HostType(root, MethodHandles.publicLookup()));
            @SuppressWarnings("unchecked")
            Function<SiteAdapter, List<String>> probe =
                    (Function<SiteAdapter, List<String>>) library.loadClass(ChatProbe.class.getName())
                            .getConstructor()
                            .newInstance();

            assertThat(probe.apply(adapter))
                    .containsExactly(
                            "name: small",
                            "asked: small 0.5",
                            "tokens: 11 7",
                            "retargeted: null",
                            "asked: small 0.5",
                            "same client: null",
                            "asked: mini 0.5",
                            "RateLimitException: OVERLOAD",
                            "InvalidRequestException: TOO_LARGE",
                            "InternalServerException: TRANSIENT",
                            "RuntimeException: TRANSIENT",
                            "rejection: RateLimitException");
        }
    }

    @Test
    void ownCallSitesAreMadeFromTheConfig() throws Throwable {
        SitePattern own = Libraries.own(
                new CallSiteConfig("length", "java.lang.CharSequence", "length", null, Replay.ARGS, "toString()"));
        SiteAdapter adapter = own.adapter().create(new HostType(CharSequence.class, MethodHandles.publicLookup()));

        assertThat(own.id()).isEqualTo("length");
        assertThat(own.rootType()).isEqualTo("java.lang.CharSequence");
        assertThat(own.methods()).containsExactly(new SiteMethod("length", null, true));
        assertThat(adapter.invoke(0, "four", new Object[6])).isEqualTo(4);
        assertThat(adapter.nameOf("four")).isEqualTo("four");
    }

    private static boolean exists(Class<?> root, SiteMethod wanted) {
        for (Method method : root.getDeclaredMethods()) {
            List<String> types = Arrays.stream(method.getParameterTypes())
                    .map(Class::getTypeName)
                    .toList();
            if (method.getName().equals(wanted.name()) && types.equals(wanted.parameterTypes())) {
                return true;
            }
        }
        return false;
    }

    /** A host with one version of a library and the rest of this test's class path, the test's own library left out. */
    private static final class LibraryLoader extends URLClassLoader {
        LibraryLoader(String artifact) {
            super(urls(artifact), ClassLoader.getPlatformClassLoader());
        }

        private static URL[] urls(String artifact) {
            List<URL> urls = new ArrayList<>();
            Path jar = Path.of("target", "libraries", artifact + ".jar");
            assertThat(Files.isRegularFile(jar))
                    .as("copied by the build: %s", jar)
                    .isTrue();
            try {
                urls.add(jar.toUri().toURL());
                for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                    if (!entry.contains("langchain4j") && entry.endsWith(".jar")) {
                        urls.add(Path.of(entry).toUri().toURL());
                    }
                }
            } catch (MalformedURLException e) {
                throw new UncheckedIOException(e);
            }
            return urls.toArray(URL[]::new);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (!name.startsWith("dev.signalbox.")) {
                return super.findClass(name);
            }
            if (!name.startsWith(ChatProbe.class.getName())) {
                return LibrariesTest.class.getClassLoader().loadClass(name);
            }
            try (InputStream in = LibrariesTest.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
