package dev.signalbox.examples.langchain4j.app;

import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;

/** A desk that makes a ticket of what a traveller writes. */
interface Desk {
    @UserMessage("Make a ticket of this: {{text}}")
    Ticket ticket(@V("text") String text);
}
