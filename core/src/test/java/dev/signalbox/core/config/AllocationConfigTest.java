package dev.signalbox.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AllocationConfigTest {
    private static final long NO = LimitsConfig.UNLIMITED;

    private static SignalboxConfig read(String... lines) throws ConfigException {
        return Fixtures.READER.read(String.join("\n", lines) + "\n", "f.yaml");
    }

    @Test
    void readsWhatCallsMayHoldAndTake() throws ConfigException {
        SignalboxConfig config = read(
                "models:",
                "  a:",
                "    match: { type: com.acme.A }",
                "    limits: { concurrency: 32, concurrency-per-node: 8, adaptive: true, memory: 1.5GB, tokens-per-day: 1000000000000 }",
                "    cost: { memory: 512KB, cpu: 0.5, latency: 400ms, tokens: 900, gpu: 0.25, gpu-memory: 2GB }",
                "    gpu: 1",
                "routes:",
                "  chat:",
                "    call-sites: [langchain4j.chat]",
                "    primary: a",
                "    limits: { concurrency: 16, tokens-per-second: 500 }",
                "    wait: { for: 2s, max: 7 }",
                "allocation: { memory: 8GB, cpu: 0.85, gpu-memory: 90%, tokens-per-minute: 20000, overload: false }");

        assertThat(config.models().get("a").allocation())
                .isEqualTo(new ModelAllocation(
                        new LimitsConfig(32, 1536 * 1024, NO, NO, 1_000_000_000_000L),
                        8,
                        true,
                        new CostConfig(512, 500, 400_000_000, 900, 250, 2 << 20),
                        1));
        assertThat(config.routes().get("chat").allocation())
                .isEqualTo(new RouteAllocation(
                        new LimitsConfig(16, NO, 500, NO, NO), new WaitConfig(Duration.ofSeconds(2), 7)));
        assertThat(config.allocation())
                .isEqualTo(new AllocationConfig(new LimitsConfig(NO, 8 << 20, NO, 20_000, NO), 0.85, 0.9, false));
    }

    @Test
    void nothingIsLimitedWhereNothingIsSaid() throws ConfigException {
        SignalboxConfig config = read(
                "models: { a: { match: { type: com.acme.A } } }",
                "routes: { chat: { call-sites: [langchain4j.chat], primary: a } }");

        assertThat(config.models().get("a").allocation()).isEqualTo(ModelAllocation.NONE);
        assertThat(config.routes().get("chat").allocation()).isEqualTo(RouteAllocation.NONE);
        assertThat(config.allocation()).isEqualTo(AllocationConfig.NONE);
    }

    @Test
    void anEmptyAllocationShedsOverload() throws ConfigException {
        assertThat(read("allocation: {}").allocation())
                .isEqualTo(new AllocationConfig(LimitsConfig.NONE, Double.NaN, Double.NaN, true));
    }

    @Test
    void waitingHasAShortForm() throws ConfigException {
        SignalboxConfig config = read(
                "models: { a: { match: { type: com.acme.A } } }",
                "routes: { chat: { call-sites: [langchain4j.chat], primary: a, wait: 500ms } }");

        assertThat(config.routes().get("chat").allocation().waiting())
                .isEqualTo(new WaitConfig(Duration.ofMillis(500), 100));
    }
}
