/** The application: a Spring Boot service on Spring AI's ChatClient. Nothing in it knows of Signalbox. */
@NullMarked
package dev.signalbox.examples.springai.app;

import org.jspecify.annotations.NullMarked;
