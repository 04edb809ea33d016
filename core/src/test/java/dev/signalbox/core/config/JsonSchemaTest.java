package dev.signalbox.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.json.JsonMapper;

/**
 * docs/signalbox.schema.json says what the reader says of a file's shape; {@code -Dupdate=true} writes it anew. What one value
 * has to do with another (names of models, one of several keys, twins) only the reader sees.
 */
class JsonSchemaTest {
    private static final Path DOC = Path.of("..", "docs", "signalbox.schema.json");
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
    private static final com.networknt.schema.Schema SCHEMA = SCHEMAS.getSchema(JsonSchema.write(), InputFormat.JSON);
    private static final ConfigReader READER = new ConfigReader(new BuiltIns(
            Map.of(
                    "langchain4j.chat", "langchain4j",
                    "langchain4j.streaming-chat", "langchain4j",
                    "langchain4j.embedding", "langchain4j",
                    "spring-ai.chat", "spring-ai",
                    "spring-ai.embedding", "spring-ai",
                    "onnxruntime.run", "onnxruntime"),
            Set.of("langchain4j", "spring-ai")));
    private static final Pattern YAML_OF_A_TEXT = Pattern.compile("(?s)```yaml\\n(.*?)```|\"\"\"\\n(.*?)\"\"\"");
    private static final Pattern SHAPE = Pattern.compile(
            "(^|: )(unknown key;|is missing;|is planned but|'[^']*' is planned but|found |[^ ]+ needs a unit).*");
    private static final Pattern OF_YAML =
            Pattern.compile("not valid YAML|found the tag|found [a-z ]+ as a key|is given twice");
    private static final Pattern OF_SEVERAL = Pattern.compile(
            "no such (model|call site|library): |says n(either|othing)"
                    + "|has (match|create|model|neither)|is the same as|found \\d+ (where|with) nodes|request-name: is missing"
                    + "|has no meaning|names (the|')|is in this route|another chain's|is empty|binds the model|is a model of"
                    + "|never calls|without deadline|is given, but|no chain to fail over|of several stages|is the name of a built-in"
                    + "|weights: is missing|names '[^']*' again|add up to|no chain can do|no such (capability|chain): |ranks by capabilities");
    /** A validator is given a number, and not how it was written. */
    private static final Set<String> SPELLED = Set.of("models.a.cost.cpu");

    @Test
    void isUpToDate() throws IOException {
        String wanted = JsonSchema.write();
        if (Boolean.getBoolean("update")) {
            Files.writeString(DOC, wanted);
        }
        assertThat(DOC).as("run with -Dupdate=true").content().isEqualToNormalizingNewlines(wanted);
    }

    @Test
    void isASchema() {
        assertThat(SCHEMAS.getSchema(
                                com.networknt.schema.SchemaLocation.of(SpecificationVersion.DRAFT_7.getDialectId()))
                        .validate(JsonSchema.write(), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void takesWhatTheReaderTakes() throws IOException {
        List<String> good = new ArrayList<>();
        for (String text : yamlOfTheRepository()) {
            if (problems(text).stream().allMatch(JsonSchemaTest::isOfSeveralValues)) {
                assertThat(refused(text)).as(text).isEmpty();
                good.add(text);
            }
        }
        assertThat(good).hasSizeGreaterThan(30);
    }

    @Test
    void takesChangedFilesThatTheReaderTakes() {
        Random random = new Random(20261124);
        int good = 0;
        for (int run = 0; run < 2000; run++) {
            StringBuilder yaml = new StringBuilder(Fixtures.resource("good.yaml"));
            ConfigMutationTest.mutate(yaml, random);
            if (yaml.indexOf("!") < 0 && isGood(yaml.toString())) { // a tag would ask for a class
                assertThat(refused(yaml.toString())).as(yaml.toString()).isEmpty();
                good++;
            }
        }
        assertThat(good).isGreaterThan(200);
    }

    @Test
    void refusesWhatTheReaderRefusesForItsShape() {
        int shapes = 0;
        for (String part : Fixtures.resource("bad.txt").split("(?m)^### ", -1)) {
            String yaml = part.lines().skip(1).filter(l -> !l.startsWith("=> ")).collect(Collectors.joining("\n"));
            for (String place : placesOfShape(yaml)) {
                // What lacks keys because it is nothing at all is refused itself.
                assertThat(refused(yaml)).as(part).containsAnyOf(place, place.replaceFirst("\\.[^.]*$", ""));
                shapes++;
            }
        }
        assertThat(shapes).isGreaterThan(80);
    }

    @Test
    void refusesEverySmallChangeThatTheReaderRefuses() {
        Map<String, List<String>> values = Map.of(
                "hardware: { sample: %s }",
                List.of("99ms", "100ms", "0100ms", "60s", "61s", "1m", "2m", "1h", "60000ms", "60001ms", "1 s", "7"),
                "allocation: { memory: %s }",
                List.of("0KB", "0.5KB", "1KB", "1.5GB", ".5GB", "1024TB", "1025TB", "1024.1TB", "0GB", "8 GB", "1e3GB"),
                "allocation: { cpu: %s }",
                List.of("0", "1", "1.0", "1.01", "100%", "100.1%", "20 %", ".5", "'.5'", "'.'", "'%'", "'1.1'", "-1"),
                "allocation: { concurrency: %s }",
                List.of("0", "1", "1000000", "1000001", "'1000000'", "'1000001'", "'0'", "-1", "many"),
                "models: { %s: { create: a.B::c } }",
                List.of("a", "1", "a b", "-a", "a".repeat(64), "a".repeat(65), "\u00e4.b_c-1"),
                "call-sites: { a: { method: '%s' } }",
                List.of(
                        "a.B.c",
                        "a.B.c()",
                        "a.B.c( int[] , a.C...)",
                        "c",
                        "a.B.c(",
                        "a.B.c(,)",
                        "a..c",
                        "a.1.c",
                        "a.B.$c"),
                "models: { a: { create: a.B::c, limits: { adaptive: %s } } }",
                List.of("true", "'true'", "yes", "1"),
                "models: { a: { create: a.B::c, cost: { cpu: %s, gpu: 0.5 } } }",
                List.of("0.001", "0.0001", "'0.5'", "1024", "1025"));
        values.forEach((form, texts) -> texts.forEach(text -> {
            String yaml = String.format(form, text);
            assertThat(refused(yaml).isEmpty()).as(yaml).isEqualTo(isGood(yaml));
        }));
    }

    @Test
    void knowsConditions() {
        String form = """
                models: { a: { match: { name: a } }, b: { match: { name: b } } }
                routes: { r: { call-sites: [langchain4j.chat], primary: a, alternatives: [b], fail-over-when: ['%s'] } }
                """;
        for (String text : List.of(
                "error-rate > 0.2 for 10s",
                "error-rate>20%",
                "error-rate > 20 %",
                "p95 > 3s for 30s",
                "p95 > 3",
                "errors >= 5",
                "errors => 5",
                "cpu > 90% for 99ms",
                "memory > 1.5",
                "errors > 3 for",
                "eror-rate > 1%")) {
            String yaml = String.format(form, text);
            assertThat(refused(yaml).isEmpty()).as(text).isEqualTo(isGood(yaml));
        }
    }

    private static List<String> problems(String yaml) {
        try {
            READER.read(yaml, "f.yaml");
            return List.of();
        } catch (ConfigException e) {
            return e.problems().stream()
                    .map(problem -> problem.toString().replaceFirst("^f\\.yaml(:\\d+:\\d+)?: ", ""))
                    .toList();
        }
    }

    private static boolean isGood(String yaml) {
        return problems(yaml).isEmpty();
    }

    /** Whether a problem is of what a validator sees in one value, which is told with its place. */
    private static boolean isOfShape(String problem) {
        return SHAPE.matcher(problem).find()
                && !OF_YAML.matcher(problem).find()
                && !OF_SEVERAL.matcher(problem).find();
    }

    private static boolean isOfSeveralValues(String problem) {
        return OF_SEVERAL.matcher(problem).find();
    }

    private static List<String> placesOfShape(String yaml) {
        return problems(yaml).stream()
                .filter(JsonSchemaTest::isOfShape)
                .map(problem -> SHAPE.matcher(problem).replaceFirst(""))
                .map(place -> place.replace("\\n", "\n").replace("\\t", "\t"))
                .filter(place -> !SPELLED.contains(place))
                .toList();
    }

    /** The places at which the schema refuses the file, in the reader's notation. */
    private static Set<String> refused(String yaml) {
        Set<String> places = new TreeSet<>();
        for (Error error : SCHEMA.validate(new JsonMapper().valueToTree(load(yaml)))) {
            String place = place(error.getInstanceLocation().toString());
            String property = error.getProperty();
            places.add(property == null ? place : place.isEmpty() ? property : place + "." + property);
        }
        return places;
    }

    private static String place(String pointer) {
        return pointer.replaceAll("/(\\d+)(?=/|$)", "[$1]")
                .replaceFirst("^/", "")
                .replace('/', '.')
                .replace("~1", "/");
    }

    /** The file as an editor's support for YAML sees it: YAML 1.2. */
    private static @Nullable Object load(String yaml) {
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setAllowDuplicateKeys(true)
                .build();
        Object tree = new Load(settings).loadFromString(yaml);
        return tree == null ? Map.of() : withPlainKeys(tree);
    }

    private static @Nullable Object withPlainKeys(@Nullable Object tree) {
        if (tree instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            map.forEach((key, value) -> plain.put(String.valueOf(key), withPlainKeys(value)));
            return plain;
        }
        return tree instanceof List<?> list
                ? list.stream().map(JsonSchemaTest::withPlainKeys).collect(Collectors.toList())
                : tree;
    }

    /** Whatever may be a config: YAML files, and the texts of the documentation and of the tests. */
    private static Set<String> yamlOfTheRepository() throws IOException {
        Set<String> texts = new TreeSet<>();
        for (String root : List.of("core/src", "agent/src", "jmx-console/src", "examples", "benchmarks/src", "docs")) {
            try (Stream<Path> files = Files.walk(Path.of("..", root))) {
                for (Path file : files.filter(f -> f.toString().matches(".*\\.(yaml|md|java)")
                                && !f.toString().contains("target"))
                        .toList()) {
                    String text = Files.readString(file);
                    if (file.toString().endsWith(".yaml")) {
                        texts.add(text);
                    } else {
                        YAML_OF_A_TEXT
                                .matcher(text)
                                .results()
                                .map(JsonSchemaTest::group)
                                .forEach(texts::add);
                    }
                }
            }
        }
        return texts;
    }

    private static String group(MatchResult found) {
        return (found.group(1) == null ? found.group(2) : found.group(1)).stripIndent();
    }
}
