package dev.signalbox.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Arrows between the packages of the agent point one way: a package knows only those that stand before it here. */
@AnalyzeClasses(packages = "dev.signalbox.agent", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final List<String> ORDER =
            List.of("log", "site", "discovery", "weave", "library", "link", "start", "jfr", "jmx", "engine");

    /** What it says of itself is a contract with the host; what starts it is loaded by name. */
    @ArchTest
    static final ArchRule theEntryKnowsNothingOfTheRest = noClasses()
            .that()
            .resideInAPackage("dev.signalbox.agent")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.signalbox.agent.*..", "dev.signalbox.core..", "net.bytebuddy..");

    @ArchTest
    static final ArchRule nothingIsDoneToTheHost = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.util.logging..")
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(System.class, "getLogger", String.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule librariesKnowNothingOfEachOther = SlicesRuleDefinition.slices()
            .matching("dev.signalbox.agent.library.(*)..")
            .should()
            .notDependOnEachOther();

    /** Their classes are there only beside the library, whose classes are there only in the host. */
    @ArchTest
    static final ArchRule onlyItsAdapterKnowsALibrary = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.signalbox.agent.library.langchain4j..",
                    "dev.signalbox.agent.library.onnx..",
                    "dev.signalbox.agent.library.springai..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.langchain4j..",
                    "ai.onnxruntime..",
                    "dev.signalbox.agent.library.langchain4j..",
                    "dev.signalbox.agent.library.onnx..",
                    "dev.signalbox.agent.library.springai..");

    @ArchTest
    static final ArchRule onlyTheWeaverKnowsByteBuddy = noClasses()
            .that()
            .resideOutsideOfPackage("dev.signalbox.agent.weave..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("net.bytebuddy..");

    @TestFactory
    List<DynamicTest> arrowsPointOneWay() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.signalbox.agent");
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i + 1 < ORDER.size(); i++) {
            String name = ORDER.get(i);
            String[] later = ORDER.subList(i + 1, ORDER.size()).stream()
                    .map(p -> "dev.signalbox.agent." + p + "..")
                    .toArray(String[]::new);
            tests.add(DynamicTest.dynamicTest(
                    name,
                    () -> noClasses()
                            .that()
                            .resideInAPackage("dev.signalbox.agent." + name + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(later)
                            .check(classes)));
        }
        return tests;
    }
}
