package dev.signalbox.agent.jmx;

import dev.signalbox.core.control.Names;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;

/** Writes what stands beside the beans: the metrics that Dropwizard's reporter shows, by name and attributes. */
final class JmxMetrics {
    private static final String HEAD = """
            ## Metrics

                signalbox.metrics:name=<metric>,type=<kind>

            Dropwizard's reporter shows these, all of them read-only: latencies in milliseconds, rates per second. While a `scale` is in force there
            is a gauge `model.<model>.desired-nodes` as well.

            | metric | kind | attributes |
            | --- | --- | --- |
            """;

    private JmxMetrics() {}

    static String write(MBeanServerConnection client) throws IOException, JMException {
        Map<String, String> rows = new TreeMap<>();
        for (ObjectName name : client.queryNames(new ObjectName(Names.METRICS_DOMAIN + ":*"), null)) {
            String attributes = Arrays.stream(client.getMBeanInfo(name).getAttributes())
                    .map(MBeanAttributeInfo::getName)
                    .sorted()
                    .collect(Collectors.joining("`, `", "`", "`"));
            String metric = Names.valueOf(name, "name") + "";
            rows.put("| `" + pattern(metric) + "` | " + name.getKeyProperty("type") + " | ", attributes);
        }
        return rows.entrySet().stream()
                .map(row -> row.getKey() + row.getValue() + " |\n")
                .collect(Collectors.joining("", HEAD, "\n"));
    }

    private static String pattern(String metric) {
        return metric.replaceFirst("^route\\.chat\\.", "route.<route>.")
                .replaceFirst("^chain\\.chat\\.(large|small)\\.", "chain.<route>.<chain>.")
                .replaceFirst("^node\\.(large|small)#0\\.", "node.<node>.");
    }
}
