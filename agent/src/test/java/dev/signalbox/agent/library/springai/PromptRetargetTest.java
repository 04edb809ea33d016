package dev.signalbox.agent.library.springai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

/** What a target is asked in the primary's place, with OpenAI's models and one of another provider. */
class PromptRetargetTest {
    private static final List<Message> MESSAGES = List.of(new UserMessage("Where shall I go?"));

    private final ChatModel large = openAi("gpt-4o", 0.7);
    private final ChatModel small = openAi("gpt-4o-mini", 0.2);
    /** A provider that knows only what all have in common. */
    private final ChatModel plain = new ChatModel() {
        @Override
        public ChatResponse call(Prompt prompt) {
            throw new IllegalStateException("not called");
        }

        @Override
        public ChatOptions getOptions() {
            return ChatOptions.builder().model("plain").build();
        }
    };

    private static ChatModel openAi(String model, double temperature) {
        return OpenAiChatModel.builder()
                .options(OpenAiChatOptions.builder()
                        .baseUrl("http://127.0.0.1:9/v1")
                        .apiKey("none")
                        .model(model)
                        .temperature(temperature)
                        .build())
                .build();
    }

    private OpenAiChatOptions.Builder asChatClientCopiesThem() {
        return ((OpenAiChatOptions) large.getOptions()).mutate();
    }

    private OpenAiChatOptions asked(ChatModel target, ChatOptions options) {
        PromptRetarget retargeted = PromptRetarget.retarget(new Prompt(MESSAGES, options), large, target, null);
        assertThat(retargeted.refusal()).isNull();
        assertThat(retargeted.prompt().getInstructions()).isEqualTo(MESSAGES);
        return (OpenAiChatOptions) retargeted.prompt().getOptions();
    }

    @Test
    void whatChatClientCopiedFromThePrimaryStaysThePrimarys() {
        OpenAiChatOptions options = asked(small, asChatClientCopiesThem().build());
        assertThat(options.getModel()).isEqualTo("gpt-4o-mini");
        assertThat(options.getTemperature()).isEqualTo(0.2);
    }

    @Test
    void whatTheCallerSetIsKept() {
        OpenAiChatOptions options = asked(
                small,
                asChatClientCopiesThem()
                        .temperature(0.9)
                        .maxTokens(5)
                        .seed(42)
                        .stop(List.of("END"))
                        .toolContext(Map.of("who", "ada"))
                        .build());
        assertThat(options.getModel()).isEqualTo("gpt-4o-mini");
        assertThat(options.getTemperature()).isEqualTo(0.9);
        assertThat(options.getMaxTokens()).isEqualTo(5);
        assertThat(options.getSeed()).isEqualTo(42);
        assertThat(options.getStop()).containsExactly("END");
        assertThat(options.getToolContext()).containsEntry("who", "ada");
    }

    @Test
    void anOutputSchemaIsKept() {
        String schema = "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}";
        OpenAiChatOptions options =
                asked(small, asChatClientCopiesThem().outputSchema(schema).build());
        assertThat(options.getOutputSchema()).contains("\"properties\"");
    }

    @Test
    void optionsOfNoProviderArePutIntoTheTargetsOwn() {
        OpenAiChatOptions options = asked(small, ChatOptions.builder().topP(0.5).build());
        assertThat(options.getModel()).isEqualTo("gpt-4o-mini");
        assertThat(options.getTopP()).isEqualTo(0.5);
        assertThat(options.getTemperature()).isEqualTo(0.2);
    }

    @Test
    void aPromptWithoutOptionsGoesAsItIs() {
        Prompt prompt = new Prompt(MESSAGES);
        assertThat(PromptRetarget.retarget(prompt, large, small, null).prompt()).isSameAs(prompt);
    }

    @Test
    void whatTheTargetHasNoPlaceForIsARefusalThatNamesIt() {
        Prompt prompt = new Prompt(
                MESSAGES, asChatClientCopiesThem().seed(42).maxTokens(5).build());
        PromptRetarget retargeted = PromptRetarget.retarget(prompt, large, plain, null);
        assertThat(retargeted.prompt()).isNull();
        assertThat(retargeted.refusal()).endsWith("has no place for what the caller set: Seed");
    }

    @Test
    void headersOfTheCallersOwnAreNoOtherProvidersToSee() {
        Prompt prompt = new Prompt(
                MESSAGES,
                asChatClientCopiesThem()
                        .customHeaders(Map.of("X-Key", "secret"))
                        .build());
        assertThat(PromptRetarget.retarget(prompt, large, small, null).refusal())
                .endsWith("has no place for what the caller set: CustomHeaders");
    }

    @Test
    void theSameClientIsAskedForAnotherModel() {
        Prompt prompt =
                new Prompt(MESSAGES, asChatClientCopiesThem().maxTokens(5).build());
        ChatOptions options = PromptRetarget.retarget(prompt, large, large, "gpt-4.1-nano")
                .prompt()
                .getOptions();
        assertThat(options.getModel()).isEqualTo("gpt-4.1-nano");
        assertThat(options.getMaxTokens()).isEqualTo(5);
        assertThat(options.getTemperature()).isEqualTo(0.7);
    }
}
