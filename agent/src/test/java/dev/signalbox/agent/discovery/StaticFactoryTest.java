package dev.signalbox.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.config.StaticMethod;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StaticFactoryTest {
    /** The application's factories, as bad as they come. */
    public static class Models {
        private static Object newLocal() {
            return "made by "
                    + Thread.currentThread().getContextClassLoader().getClass().getSimpleName();
        }

        static Object newLocal(String name) {
            return name;
        }

        static @Nullable Object nothing() {
            return null;
        }

        static Object failing() throws IOException {
            throw new IOException("no weights");
        }

        static Object unlinked() {
            throw new NoClassDefFoundError("com/acme/Missing");
        }

        static Object outOfMemory() {
            throw new OutOfMemoryError("for a test");
        }

        static Object withArguments(String name) {
            return name;
        }

        Object ofInstance() {
            return this;
        }
    }

    /** Inherits the factories. */
    public static class MoreModels extends Models {}

    @Test
    void aPrivateFactoryIsCalledWithThePrimarysLoaderAsTheThreadsOwn() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Object near = new OwnLoader()
                .loadClass(Models.class.getName())
                .getConstructor()
                .newInstance();

        assertThat(StaticFactory.call(factory("Models", "newLocal"), near)).isEqualTo("made by OwnLoader");
        assertThat(StaticFactory.call(factory("MoreModels", "newLocal"), this)).isNotNull();
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void whatTheFactoryThrowsIsTheReason() {
        assertThatThrownBy(() -> call("failing"))
                .isInstanceOf(IOException.class)
                .hasMessage("no weights");
        assertThatThrownBy(() -> call("unlinked"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("com/acme/Missing");
        assertThatThrownBy(() -> call("outOfMemory")).isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void whyThereIsNothingToCallIsTold() {
        assertThatThrownBy(() -> call("nothing")).hasMessageContaining("returned null");
        assertThatThrownBy(() -> call("missing")).hasMessageContaining("has no method missing");
        assertThatThrownBy(() -> call("withArguments")).hasMessageContaining("takes arguments");
        assertThatThrownBy(() -> call("ofInstance")).hasMessageContaining("not static");
        assertThatThrownBy(() -> StaticFactory.call(new StaticMethod("com.acme.Models", "newLocal"), this))
                .hasMessage("there is no class com.acme.Models");
        assertThatThrownBy(() -> StaticFactory.call(new StaticMethod("java.lang.System", "initPhase1"), this))
                .hasMessageContaining("does not open java.lang");
    }

    private Object call(String method) throws Exception {
        return StaticFactory.call(factory("Models", method), this);
    }

    private static StaticMethod factory(String type, String method) {
        return new StaticMethod(StaticFactoryTest.class.getName() + "." + type, method);
    }

    /** A loader of the host that has the factories to itself. */
    private static final class OwnLoader extends ClassLoader {
        OwnLoader() {
            super(StaticFactoryTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Models.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = Objects.requireNonNull(in).readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
