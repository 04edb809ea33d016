package dev.signalbox.examples.langchain4j.app;

import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.UserMessage;

/** An assistant that remembers each user and may use tools. */
interface Assistant {
    @SystemMessage("You help travellers. Be brief.")
    String chat(@MemoryId String user, @UserMessage String message);

    /** The same, as it comes. */
    @SystemMessage("You help travellers. Be brief.")
    TokenStream stream(@MemoryId String user, @UserMessage String message);
}
