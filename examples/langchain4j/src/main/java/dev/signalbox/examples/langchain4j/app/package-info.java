/** The application: an assistant on LangChain4j's AiServices, served over HTTP. Nothing in it knows of Signalbox. */
@NullMarked
package dev.signalbox.examples.langchain4j.app;

import org.jspecify.annotations.NullMarked;
