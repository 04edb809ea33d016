package dev.signalbox.core.hardware;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What one sample could not read, and why.
 *
 * <p>Only a {@link VirtualMachineError} passes through it: JNA throws plain Errors, and a class that cannot be linked is as good a
 * reason for NaN as a file that is not there.
 */
final class Misses {
    private final Map<String, List<String>> partsByReason = new LinkedHashMap<>();

    /** The value, or NaN and a note. */
    double orNaN(String part, DoubleSupplier read) {
        Double value = or(Double.NaN, part, () -> read.getAsDouble());
        return value;
    }

    /** The value, or the other one and a note. */
    <T> T or(T otherwise, String part, Supplier<T> read) {
        try {
            return read.get();
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            partsByReason
                    .computeIfAbsent(reason(e), reason -> new ArrayList<>())
                    .add(part);
            return otherwise;
        }
    }

    static String reason(Throwable e) {
        if (e instanceof Unreadable) {
            return String.valueOf(e.getMessage());
        }
        return e.toString();
    }

    /** The notes in words; empty where all was read. */
    String inWords() {
        if (partsByReason.isEmpty()) {
            return "";
        }
        return partsByReason.entrySet().stream()
                .map(miss -> String.join(", ", miss.getValue()) + " (" + miss.getKey() + ")")
                .collect(Collectors.joining("; ", "; could not read: ", ""));
    }
}
