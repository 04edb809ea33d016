package dev.signalbox.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.site.SiteAdapter;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An adapter sees an instance in the frame that registers it, before anyone else can find it. */
class InstancesSeenTest {
    private final Instances instances = new Instances(self -> "");

    @Test
    void anInstanceIsSeenOnceAndBeforeItCanBeFound() {
        Object model = new Object();
        List<Integer> alive = new ArrayList<>();
        SiteAdapter adapter = adapter(() -> alive.add(instances.alive().size()));

        instances.register(model, adapter);
        instances.register(model, adapter);

        assertThat(alive).containsExactly(0);
        assertThat(instances.alive()).hasSize(1);
    }

    @Test
    void anInstanceThatCannotBeReadIsNotRegistered() {
        SiteAdapter adapter = adapter(() -> {
            throw new IllegalStateException("unreadable");
        });

        assertThatThrownBy(() -> instances.register(new Object(), adapter)).hasMessage("unreadable");
        assertThat(instances.alive()).isEmpty();
        assertThat(instances.hasNewcomers()).isFalse();
    }

    private static SiteAdapter adapter(Runnable seen) {
        return (SiteAdapter) Proxy.newProxyInstance(
                SiteAdapter.class.getClassLoader(), new Class<?>[] {SiteAdapter.class}, (proxy, method, args) -> {
                    if (method.getName().equals("seen")) {
                        seen.run();
                        return null;
                    }
                    if (method.getReturnType() == boolean.class) {
                        return false;
                    }
                    return method.getReturnType() == String.class ? method.getName() : null;
                });
    }
}
