package dev.signalbox.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.config.ProbeConfig;
import org.junit.jupiter.api.Test;

class ProbeMethodTest {
    private static final String HERE = ProbeMethodTest.class.getName();

    interface Ready {
        default boolean isReady() {
            return true;
        }
    }

    static class Model {
        private int asked;

        void warm() {
            asked++;
        }

        private boolean isWell() {
            return false;
        }

        void breaks() {
            throw new UnsupportedOperationException("down");
        }

        void lacks() throws NoSuchMethodException {
            throw new NoSuchMethodException("the model's own");
        }

        void hungry() {
            throw new NoClassDefFoundError("com/acme/Gone");
        }

        static String stray() {
            return "static";
        }
    }

    static class Local extends Model implements Ready {}

    static boolean ping() {
        return true;
    }

    static String reach(Model model) {
        return "reached " + model.asked;
    }

    static String foreign(String text) {
        return text;
    }

    private static Object call(String type, String method) throws Exception {
        return ProbeMethod.call(new ProbeConfig(type, method), new Local());
    }

    @Test
    void asksTheInstanceItself() throws Exception {
        assertThat(call("", "warm")).isNull();
        assertThat(call("", "isWell")).isEqualTo(false);
        assertThat(call("", "isReady")).as("a default method").isEqualTo(true);
    }

    @Test
    void asksAStaticMethodWithTheInstanceOrWithNothing() throws Exception {
        assertThat(call(HERE, "ping")).isEqualTo(true);
        assertThat(call(HERE, "reach")).isEqualTo("reached 0");
    }

    @Test
    void whatTheMethodThrowsIsNotTakenForAMissingMethod() {
        assertThatThrownBy(() -> call("", "breaks"))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("down");
        assertThatThrownBy(() -> call("", "lacks"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the model's own");
        assertThatThrownBy(() -> call("", "hungry")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aMethodThatIsNotThereIsSaidToBeMissing() {
        assertThatThrownBy(() -> call("", "nowhere"))
                .isInstanceOf(NoSuchMethodException.class)
                .hasMessageContaining("no method nowhere without arguments");
        assertThatThrownBy(() -> call("", "stray")).isInstanceOf(NoSuchMethodException.class);
        assertThatThrownBy(() -> call(HERE, "foreign"))
                .isInstanceOf(NoSuchMethodException.class)
                .hasMessageContaining("takes the instance or nothing");
        assertThatThrownBy(() -> call("com.acme.Gone", "ping"))
                .isInstanceOf(NoSuchMethodException.class)
                .hasMessage("there is no class com.acme.Gone");
    }
}
