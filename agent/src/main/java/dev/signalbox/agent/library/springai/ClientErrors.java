package dev.signalbox.agent.library.springai;

import dev.signalbox.agent.site.RetryAfter;
import dev.signalbox.core.time.SystemTime;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What exceptions of providers' clients tell, read by name since none of them need be there: openai-java's and anthropic-java's,
 * which one generator makes, those of Spring's web clients, and those of Spring AI's own error handler, which tell in words.
 */
final class ClientErrors {
    private static final List<String> KNOWN = List.of(
            "com.openai.errors.", "com.anthropic.errors.", "org.springframework.web.", "org.springframework.ai.retry.");

    /** How Spring AI's error handler begins its messages. */
    private static final Pattern STATUS = Pattern.compile("^HTTP (\\d{3})\\b");

    private ClientErrors() {}

    /** The HTTP status that an exception tells, or -1. */
    static int status(Throwable t) {
        if (!isKnown(t)) {
            return -1;
        }
        @Nullable Object status = read(t, "statusCode");
        if (status == null) {
            status = read(read(t, "getStatusCode"), "value"); // Spring's HttpStatusCode
        }
        if (status instanceof Integer code) {
            return code;
        }
        Matcher words = STATUS.matcher(String.valueOf(t.getMessage()));
        return words.find() ? Integer.parseInt(words.group(1)) : -1;
    }

    /** An exception's message, and behind it the provider's error code and the answer's body where it tells them. */
    static String words(Throwable t) {
        String message = String.valueOf(t.getMessage());
        if (!isKnown(t)) {
            return message;
        }
        @Nullable Object code = read(t, "code") instanceof Optional<?> told ? told.orElse(null) : null;
        return message + " " + code + " " + read(t, "getResponseBodyAsString");
    }

    /** How long the provider asked to be left alone, in nanoseconds, or -1. */
    static long retryAfterNanos(Throwable t) {
        if (!isKnown(t)) {
            return -1;
        }
        long exact = RetryAfter.millis(header(t, "retry-after-ms"));
        return exact >= 0 ? exact : RetryAfter.nanos(header(t, "retry-after"), SystemTime.INSTANCE.wallMillis());
    }

    private static @Nullable String header(Throwable t, String name) {
        @Nullable Object headers = read(t, "headers");
        if (headers != null) {
            return read(headers, "values", name) instanceof List<?> values && !values.isEmpty()
                    ? String.valueOf(values.get(0))
                    : null;
        }
        headers = read(t, "getResponseHeaders"); // RestClient's
        headers = headers == null ? read(t, "getHeaders") : headers; // WebClient's
        return read(headers, "getFirst", name) instanceof String value ? value : null;
    }

    private static boolean isKnown(Throwable t) {
        String name = t.getClass().getName();
        for (String prefix : KNOWN) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** What a public method gives for words; null where there is none, or it throws. */
    private static @Nullable Object read(@Nullable Object from, String method, String... words) {
        if (from == null) {
            return null;
        }
        Class<?>[] types = new Class<?>[words.length];
        Arrays.fill(types, String.class);
        try {
            Method found = from.getClass().getMethod(method, types);
            return found.trySetAccessible() ? found.invoke(from, (Object[]) words) : null;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }
}
