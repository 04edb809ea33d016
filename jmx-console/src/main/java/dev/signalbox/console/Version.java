package dev.signalbox.console;

import picocli.CommandLine.IVersionProvider;

/** The console's version, from the jar's manifest. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"signalbox " + (version == null ? "(not run from its jar)" : version)};
    }
}
