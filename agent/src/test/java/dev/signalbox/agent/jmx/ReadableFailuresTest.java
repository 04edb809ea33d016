package dev.signalbox.agent.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.signalbox.core.control.HardwareMXBean;
import dev.signalbox.core.control.Names;
import dev.signalbox.core.hardware.HardwareSnapshot;
import dev.signalbox.core.testing.VirtualTime;
import javax.management.JMRuntimeException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.Test;

/** What fails inside reaches a client in classes it has. */
class ReadableFailuresTest {
    /** A class that no client knows. */
    private static final class OurOwn extends RuntimeException {
        OurOwn(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private final MBeanServer beans = MBeanServerFactory.newMBeanServer();

    private Throwable failure(RuntimeException inside) throws Exception {
        HardwareBean bean = new HardwareBean(() -> raise(inside), new VirtualTime(1));
        beans.registerMBean(new DescribedMBean(bean, HardwareMXBean.class), Names.hardware());
        return catchThrowable(() -> beans.getAttribute(Names.hardware(), "HostCpu"));
    }

    private static HardwareSnapshot raise(RuntimeException inside) {
        throw inside;
    }

    @Test
    void anExceptionOfOursBecomesOneOfTheJdkWithItsWords() throws Exception {
        Throwable seen = failure(new OurOwn("the sensor is off", new OurOwn("deep", null)));
        assertThat(seen).isInstanceOf(JMRuntimeException.class);
        assertThat(seen.getCause())
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasNoCause()
                .hasMessageContaining("the sensor is off");
    }

    @Test
    void aRefusalKeepsItsClassAndWords() throws Exception {
        Throwable seen = failure(new IllegalArgumentException("known: a, b", new OurOwn("deep", null)));
        assertThat(seen.getCause())
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessage("known: a, b");
    }
}
