package dev.signalbox.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Modifier;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.FixedValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** MDCs that are odd, and class loaders that are many or fail. */
class HostMdcTest {
    private static final String MDC = "org.slf4j.MDC";

    private final @Nullable ClassLoader context = Thread.currentThread().getContextClassLoader();
    private final HostMdc mdc = new HostMdc(type -> true);

    /** An application of a loader: an instance of a class, and whatever MDC it has. */
    private static final class Loader extends ClassLoader {
        private final byte @Nullable [] mdc;
        private int asked;

        Loader(byte @Nullable [] mdc) {
            super(ClassLoader.getPlatformClassLoader());
            this.mdc = mdc;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.equals(MDC)) {
                asked++;
                if (mdc == null) {
                    throw new IllegalStateException("stopped");
                }
                return defineClass(name, mdc, 0, mdc.length);
            }
            throw new ClassNotFoundException(name);
        }

        Object instance() throws ReflectiveOperationException {
            byte[] bytes = new ByteBuddy()
                    .subclass(Object.class)
                    .name("app.Model")
                    .make()
                    .getBytes();
            return defineClass("app.Model", bytes, 0, bytes.length)
                    .getConstructor()
                    .newInstance();
        }
    }

    private static byte[] without() {
        return new ByteBuddy().subclass(Object.class).name(MDC).make().getBytes();
    }

    private static byte[] saying(String word) {
        return new ByteBuddy()
                .subclass(Object.class)
                .name(MDC)
                .defineMethod("get", String.class, Modifier.PUBLIC | Modifier.STATIC)
                .withParameters(String.class)
                .intercept(FixedValue.value(word))
                .make()
                .getBytes();
    }

    @AfterEach
    void goBack() {
        Thread.currentThread().setContextClassLoader(context);
    }

    @Test
    void theInstancesOwnSpeaksBeforeThatOfTheThreadsContext() throws Throwable {
        Thread.currentThread().setContextClassLoader(new Loader(saying("context")));
        assertThat(mdc.get(new Loader(saying("own")).instance(), "key")).isEqualTo("own");
        assertThat(mdc.get("an object of the JDK", "key")).isEqualTo("context");
        assertThat(mdc.advice()).isEmpty();
        Thread.currentThread().setContextClassLoader(null);
        assertThat(mdc.get("an object of the JDK", "key")).isNull();
        assertThat(mdc.advice()).singleElement().asString().contains("java.lang.String");
    }

    @Test
    void oneThatCannotBeReadIsTriedOnce() throws Throwable {
        Object near = new Loader(without()).instance();
        assertThatThrownBy(() -> mdc.get(near, "key")).isInstanceOf(NoSuchMethodException.class);
        assertThat(mdc.get(near, "key")).isNull();
    }

    @Test
    void aLoaderThatFailsIsAskedOnce() throws Throwable {
        Loader loader = new Loader(null);
        Thread.currentThread().setContextClassLoader(null);
        Object near = loader.instance();
        assertThatThrownBy(() -> mdc.get(near, "key")).isInstanceOf(IllegalStateException.class);
        assertThat(mdc.get(near, "key")).isNull();
        assertThat(loader.asked).isEqualTo(1);
    }

    @Test
    void oneThatIsNotInitialisedHasNothingUntilItIs() throws Throwable {
        boolean[] initialised = new boolean[1];
        HostMdc careful = new HostMdc(type -> initialised[0]);
        Object near = new Loader(saying("own")).instance();
        assertThat(careful.get(near, "key")).isNull();
        initialised[0] = true;
        assertThat(careful.get(near, "key")).isEqualTo("own");
    }

    @Test
    void manyLoadersAreNotAllRemembered() throws Throwable {
        Loader first = new Loader(saying("first"));
        Object near = first.instance();
        for (int i = 0; i < 200; i++) {
            Thread.currentThread().setContextClassLoader(new Loader(saying("x")));
            assertThat(mdc.get("of the JDK", "key")).isEqualTo("x");
        }
        assertThat(mdc.get(near, "key")).isEqualTo("first");
    }
}
