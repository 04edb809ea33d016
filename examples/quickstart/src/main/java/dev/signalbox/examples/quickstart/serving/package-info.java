/** The application that serves the models over HTTP. Nothing in this package knows of Signalbox. */
@NullMarked
package dev.signalbox.examples.quickstart.serving;

import org.jspecify.annotations.NullMarked;
