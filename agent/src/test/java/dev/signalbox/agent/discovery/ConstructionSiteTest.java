package dev.signalbox.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.testing.Fixtures;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The frame that a person recognises, whichever way a model is made. */
class ConstructionSiteTest {
    private static final Map<String, String> PLACES = new TreeMap<>();

    @BeforeAll
    static void run() throws Exception {
        ConstructionSite site = new ConstructionSite(java.util.List.of("com.acme.lib.LibraryModel"));
        Function<String, Consumer<Object>> made = way -> model -> PLACES.put(way, site.of(model.getClass()));
        URL[] classes = {Fixtures.compile("made", 17).toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(classes, null)) {
            Class<?> app = loader.loadClass("made.App");
            app.getMethod("run").invoke(app.getConstructor(Function.class).newInstance(made));
        }
    }

    @Test
    void aLibrarysBuilderIsPassedOver() {
        assertThat(PLACES.get("builder")).matches("made\\.App\\.byBuilder\\(App\\.java:\\d+\\)");
    }

    @Test
    void constructorsOfTheHierarchyArePassedOver() {
        assertThat(PLACES.get("subclass")).startsWith("made.App.bySubclass(App.java:");
    }

    @Test
    void theJdkIsPassedOver() {
        assertThat(PLACES.get("map")).startsWith("made.App.lambda$inAMap$").contains("(App.java:");
    }

    @Test
    void theApplicationsBeanMethodSaysMoreThanItsContainer() {
        assertThat(PLACES.get("bean")).startsWith("made.App.bean(App.java:");
    }

    @Test
    void aLibrarysAutoConfigurationSaysMoreThanTheContainerThatCallsIt() {
        assertThat(PLACES.get("auto-configuration")).startsWith("com.acme.lib.AutoConfiguration.model(");
    }

    @Test
    void aFactoryOfTheClassItselfIsPassedOver() {
        assertThat(PLACES.get("own factory")).startsWith("made.App.run(App.java:");
    }

    @Test
    void whereOnlyOwnFramesAreInReachNothingIsInvented() {
        assertThat(PLACES.get("deep")).isEmpty();
    }

    @Test
    void anInstanceThatIsBeingCalledIsNotBeingMade() {
        assertThat(PLACES.get("call")).isEmpty();
        assertThat(PLACES.get("own")).startsWith("made.App.run(App.java:");
    }
}
