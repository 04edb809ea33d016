package dev.signalbox.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("UnicodeInCode")
class ClassFileHeaderTest {
    /** A name that is not ASCII. */
    interface Größe extends Cloneable, Runnable {}

    @ParameterizedTest
    @ValueSource(
            classes = {
                Object.class,
                String.class,
                Map.class,
                Thread.State.class,
                Größe.class,
                ClassFileHeader.class,
                java.util.concurrent.ConcurrentHashMap.class
            })
    void readsWhatReflectionSays(Class<?> type) throws IOException {
        ClassFileHeader header = Objects.requireNonNull(ClassFileHeader.read(bytes(type)));
        assertThat(header.major()).isGreaterThanOrEqualTo(61);
        assertThat(header.name()).isEqualTo(internal(type));
        assertThat(header.superName())
                .isEqualTo(type.isInterface() ? "java/lang/Object" : internal(type.getSuperclass()));
        assertThat(header.interfaces())
                .isEqualTo(Arrays.stream(type.getInterfaces())
                        .map(ClassFileHeaderTest::internal)
                        .toArray());
        assertThat(Modifier.isInterface(header.access())).isEqualTo(type.isInterface());
    }

    @Test
    void whatIsNoClassFileIsNull() throws IOException {
        byte[] whole = bytes(String.class);
        for (byte[] bytes : List.of(new byte[0], new byte[64], Arrays.copyOf(whole, 200), Arrays.copyOf(whole, 30))) {
            assertThat(ClassFileHeader.read(bytes)).isNull();
        }
    }

    private static @Nullable String internal(@Nullable Class<?> type) {
        return type == null ? null : type.getName().replace('.', '/');
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream in = Objects.requireNonNull(type.getResourceAsStream(file))) {
            return in.readAllBytes();
        }
    }
}
