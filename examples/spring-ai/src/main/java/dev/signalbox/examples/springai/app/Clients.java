package dev.signalbox.examples.springai.app;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the endpoints talk to: an assistant with a memory and a tool, and a desk with neither. */
@Configuration
class Clients {
    @Bean
    ChatClient assistant(ChatModel large) {
        return ChatClient.builder(large)
                .defaultSystem("You help travellers. Be brief.")
                .defaultAdvisors(MessageChatMemoryAdvisor.builder(
                                MessageWindowChatMemory.builder().build())
                        .build())
                .defaultTools(new Weather())
                .build();
    }

    @Bean
    ChatClient desk(ChatModel large) {
        return ChatClient.create(large);
    }
}
