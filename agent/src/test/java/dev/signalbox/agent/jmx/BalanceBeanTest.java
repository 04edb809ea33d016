package dev.signalbox.agent.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.control.Names;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who does what, over a remote connection. */
class BalanceBeanTest {
    private Remote remote;

    @BeforeEach
    void start() throws Exception {
        remote = new Remote();
    }

    @AfterEach
    void stop() throws Exception {
        remote.close();
    }

    @Test
    void aCallInFlightIsATaskOfItsNodeUntilItEnds() throws Exception {
        CompositeData[][] seen = new CompositeData[2][];
        remote.large.does(q -> {
            remote.world.time.advance(250, TimeUnit.MILLISECONDS);
            seen[0] = remote.read(Names.balance(), "Tasks");
            seen[1] = remote.read(Names.balance("small"), "Tasks");
            return "answer";
        });
        long before = remote.world.time.wallMillis();
        assertThat(remote.call()).isEqualTo("answer");
        assertThat(seen[0]).hasSize(1);
        CompositeData task = seen[0][0];
        assertThat(task.get("node")).isEqualTo("large#0");
        assertThat(task.get("priority")).isEqualTo("normal");
        assertThat(task.get("startTimeMillis")).isEqualTo(before);
        assertThat((Double) task.get("memoryMB")).isNaN();
        assertThat((Double) task.get("expectedDurationMillis")).isNaN();
        assertThat(seen[1]).isEmpty();
        assertThat(remote.<CompositeData[]>read(Names.balance(), "Tasks")).isEmpty();
    }

    @Test
    void whatIsExpectedOfATaskIsWhatItsNodeTookBefore() throws Exception {
        remote.large.does(q -> {
            remote.world.time.advance(100, TimeUnit.MILLISECONDS);
            return "answer";
        });
        remote.world.pass(2, TimeUnit.SECONDS);
        for (int i = 0; i < 10; i++) {
            remote.call();
        }
        remote.world.pass(2, TimeUnit.SECONDS);
        double[] expected = new double[1];
        remote.large.does(q -> {
            expected[0] =
                    (Double) remote.<CompositeData[]>read(Names.balance(), "Tasks")[0].get("expectedDurationMillis");
            return "answer";
        });
        remote.call();
        assertThat(expected[0]).isBetween(90.0, 110.0);
        assertThat(remote.<Double>read(Names.balance("large"), "ResponseTimeMillis"))
                .isBetween(90.0, 110.0);
        assertThat(remote.<Double>read(Names.balance("large"), "SuccessRate")).isOne();
        assertThat(remote.<Double>read(Names.balance("small"), "ResponseTimeMillis"))
                .isNaN();
        assertThat(remote.<Double>read(Names.balance("large"), "DistributionScore"))
                .as("there is one node only")
                .isNaN();
    }

    @Test
    void nodesAreShownPerModelAndTogether() throws Exception {
        assertThat(Arrays.stream(remote.<CompositeData[]>read(Names.balance(), "Nodes"))
                        .map(n -> n.get("node")))
                .containsExactly("large#0", "small#0");
        CompositeData[] small = remote.read(Names.balance("small"), "Nodes");
        assertThat(Arrays.stream(small).map(n -> n.get("node"))).containsExactly("small#0");
        assertThat(small[0].get("health")).isEqualTo("healthy");
        assertThat(small[0].get("weight")).isEqualTo(1.0);
        assertThat(remote.<String>read(Names.balance("small"), "Strategy")).isEqualTo("hot-cold");
        assertThat(remote.<String>read(Names.balance(), "Strategy")).isEmpty();
        assertThat(remote.<Double>read(Names.balance(), "CpuUtilization")).isNaN();
    }
}
