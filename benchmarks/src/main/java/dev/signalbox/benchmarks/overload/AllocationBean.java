package dev.signalbox.benchmarks.overload;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Optional;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What the agent says over JMX that calls hold now. */
final class AllocationBean {
    private static final String NAME = "signalbox:type=Allocation";
    private static final String CALLS_HELD = "HoldingCalls";

    private AllocationBean() {}

    /** How many permits are held; or, in words, why that cannot be read. */
    static String held() {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            ObjectName name = new ObjectName(NAME);
            if (!server.isRegistered(name)) {
                return "no " + NAME;
            }
            Optional<String> there = Arrays.stream(server.getMBeanInfo(name).getAttributes())
                    .map(MBeanAttributeInfo::getName)
                    .filter(CALLS_HELD::equals)
                    .findAny();
            return there.isPresent() ? String.valueOf(server.getAttribute(name, CALLS_HELD)) : "no " + CALLS_HELD;
        } catch (JMException e) {
            return e.toString();
        }
    }
}
