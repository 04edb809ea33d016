package dev.signalbox.examples.harness;

import java.util.List;

/** How an example's application is started: what stands behind the JVM's options. */
public interface Command {
    /** The words, with the base URLs of both providers among them. */
    List<String> line(String eastUrl, String westUrl);
}
