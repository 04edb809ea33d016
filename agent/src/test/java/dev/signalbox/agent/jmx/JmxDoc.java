package dev.signalbox.agent.jmx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.OpenType;

/** Writes docs/jmx.md from the beans as a client sees them: what may be tuned, each kind of bean, and the types of their values. */
final class JmxDoc {
    private static final Pattern WITH_UNIT = Pattern.compile("(?s)(.*) \\[([^\\]]*)\\]");
    private static final Pattern RANGE = Pattern.compile("(?:(.*), )?([0-9.e]+)-([0-9.e]+)");

    private final StringBuilder out = new StringBuilder();
    private final JmxTypes types = new JmxTypes();
    private final Map<String, TreeSet<String>> patterns = new LinkedHashMap<>();
    private final Map<String, MBeanInfo> kinds = new LinkedHashMap<>();

    private JmxDoc() {}

    static String write(MBeanServerConnection client, String head, List<ObjectName> names)
            throws IOException, JMException {
        JmxDoc doc = new JmxDoc();
        for (ObjectName name : names) {
            MBeanInfo info = client.getMBeanInfo(name);
            String kind =
                    info.getDescriptor().getFieldValue("interfaceClassName").toString();
            kind = kind.substring(kind.lastIndexOf('.') + 1).replace("MXBean", "");
            doc.kinds.put(kind, info);
            doc.patterns.computeIfAbsent(kind, k -> new TreeSet<>()).add(pattern(name));
        }
        doc.out.append(head);
        doc.tunables();
        doc.kinds.forEach(doc::bean);
        doc.out.append(JmxMetrics.write(client)).append(doc.types.write());
        return doc.out.toString();
    }

    /** {@code signalbox:type=Chain,route=<route>,name=<chain>}. */
    private static String pattern(ObjectName name) {
        String type = name.getKeyProperty("type").replace("Tuning", "").toLowerCase(java.util.Locale.ROOT);
        return Arrays.stream(name.getKeyPropertyListString().split(",", -1))
                .map(property -> property.substring(0, property.indexOf('=')))
                .map(key -> key + "="
                        + (key.equals("type")
                                ? name.getKeyProperty(key)
                                : "<" + (key.equals("name") ? type : key) + ">"))
                .collect(Collectors.joining(",", name.getDomain() + ":", ""));
    }

    private void tunables() {
        out.append(
                        "## What may be tuned\n\nWritable attributes. A limit or a wait that was set stays until a reload whose config says")
                .append(
                        " something else of that very\nlimit; a weight goes with its node. Nothing outlives the JVM.\n\n");
        out.append("| bean | attribute | type | unit | range | meaning |\n| --- | --- | --- | --- | --- | --- |\n");
        kinds.forEach((kind, info) -> attributes(info).stream()
                .filter(MBeanAttributeInfo::isWritable)
                .forEach(a -> out.append("| [" + kind + "](#" + kind.toLowerCase(java.util.Locale.ROOT) + ") ")
                        .append(row(a, false))));
        out.append('\n');
    }

    private void bean(String kind, MBeanInfo info) {
        out.append("## ").append(kind).append("\n\n");
        for (String pattern : patterns.getOrDefault(kind, new TreeSet<>())) {
            out.append("    ").append(pattern).append('\n');
        }
        out.append('\n').append(info.getDescription()).append(".\n\n");
        out.append("| attribute | type | unit | range | meaning |\n| --- | --- | --- | --- | --- |\n");
        attributes(info).forEach(a -> out.append(row(a, a.isWritable())));
        out.append('\n');
        List<MBeanOperationInfo> operations = new ArrayList<>(List.of(info.getOperations()));
        operations.sort(Comparator.comparing(MBeanOperationInfo::getName).thenComparing(o -> o.getSignature().length));
        if (!operations.isEmpty()) {
            out.append("Operations:\n\n");
            operations.forEach(this::operation);
            out.append('\n');
        }
        if (info.getNotifications().length > 0) {
            out.append("| notification | when |\n| --- | --- |\n");
            for (MBeanNotificationInfo n : info.getNotifications()) {
                out.append("| `" + String.join("`, `", n.getNotifTypes()) + "` | " + n.getDescription() + ". |\n");
            }
            out.append('\n');
        }
    }

    private static List<MBeanAttributeInfo> attributes(MBeanInfo info) {
        return Arrays.stream(info.getAttributes())
                .sorted(Comparator.comparing(MBeanAttributeInfo::getName))
                .toList();
    }

    private String row(MBeanAttributeInfo a, boolean writable) {
        Matcher withUnit = WITH_UNIT.matcher(a.getDescription());
        boolean hasUnit = withUnit.matches();
        Matcher range = RANGE.matcher(hasUnit ? withUnit.group(2) : "");
        boolean hasRange = range.matches();
        String unit = !hasUnit ? "" : !hasRange ? withUnit.group(2) : range.group(1) == null ? "" : range.group(1);
        OpenType<?> type = (OpenType<?>) a.getDescriptor().getFieldValue("openType");
        return "| `" + a.getName() + "`" + (writable ? ", writable" : "") + " | " + types.name(type) + " | "
                + unit
                + " | " + (hasRange ? range.group(2) + " to " + range.group(3) : "") + " | "
                + (hasUnit ? withUnit.group(1) : a.getDescription()).replace("|", "\\|") + ". |\n";
    }

    private void operation(MBeanOperationInfo operation) {
        String parameters = Arrays.stream(operation.getSignature())
                .map(p -> simple(p.getType()) + " " + p.getName())
                .collect(Collectors.joining(", "));
        String returned = simple(operation.getReturnType());
        out.append("- `" + returned + " " + operation.getName() + "(" + parameters + ")`, "
                + (operation.getImpact() == MBeanOperationInfo.ACTION ? "ACTION" : "INFO") + ": "
                + operation.getDescription() + ".\n");
        for (MBeanParameterInfo p : operation.getSignature()) {
            out.append("  - `" + p.getName() + "`: " + p.getDescription() + "\n");
        }
    }

    private static String simple(String type) {
        String element = type.startsWith("[L") ? type.substring(2, type.length() - 1) : type;
        return element.substring(element.lastIndexOf('.') + 1) + (type.startsWith("[L") ? "[]" : "");
    }
}
