package dev.signalbox.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Arrows between the packages of core point one way: a package knows only those that stand before it here. */
@AnalyzeClasses(packages = "dev.signalbox.core", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final List<String> ORDER = List.of(
            "time",
            "config",
            "control",
            "metrics",
            "hardware",
            "site",
            "health",
            "recovery",
            "drill",
            "admission",
            "model",
            "balance",
            "ranking",
            "route",
            "call",
            "engine");

    @ArchTest
    static final ArchRule noServerNoClassLoadingNoThreads = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("net.bytebuddy..", "java.lang.instrument..", "java.util.logging..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("javax.management.MBeanServer")
            .orShould()
            .callConstructor(Thread.class, Runnable.class);

    @ArchTest
    static final ArchRule clocksComeInThroughTime = noClasses()
            .that()
            .resideOutsideOfPackage("dev.signalbox.core.time")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.locks.LockSupport");

    @TestFactory
    List<DynamicTest> arrowsPointOneWay() {
        var classes = new com.tngtech.archunit.core.importer.ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.signalbox.core");
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i + 1 < ORDER.size(); i++) {
            String name = ORDER.get(i);
            String[] later = ORDER.subList(i + 1, ORDER.size()).stream()
                    .map(p -> "dev.signalbox.core." + p + "..")
                    .toArray(String[]::new);
            tests.add(DynamicTest.dynamicTest(
                    name,
                    () -> noClasses()
                            .that()
                            .resideInAPackage("dev.signalbox.core." + name + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(later)
                            .check(classes)));
        }
        return tests;
    }
}
