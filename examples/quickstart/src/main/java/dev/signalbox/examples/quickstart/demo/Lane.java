package dev.signalbox.examples.quickstart.demo;

import dev.signalbox.examples.provider.Provider;
import dev.signalbox.examples.quickstart.training.ScorerModels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One of the two sides that are compared: an application, a provider of its own, and what its callers got. */
final class Lane implements AutoCloseable {
    private final Provider provider;
    private final ServingProcess process;
    private final Tally tally = new Tally();

    Lane(List<String> agentOptions, ScorerModels models, Path log) throws IOException {
        provider = new Provider();
        process = new ServingProcess(agentOptions, models.directory().toAbsolutePath(), provider.url(), log);
    }

    Provider provider() {
        return provider;
    }

    ServingProcess process() {
        return process;
    }

    Tally tally() {
        return tally;
    }

    Caller caller() throws IOException {
        return new Caller(process.awaitUrl());
    }

    @Override
    public void close() {
        process.close();
        provider.close();
    }
}
