/** Call sites of LangChain4j; defined anew beside each copy of the library that the host has loaded. */
@NullMarked
package dev.signalbox.agent.library.langchain4j;

import org.jspecify.annotations.NullMarked;
