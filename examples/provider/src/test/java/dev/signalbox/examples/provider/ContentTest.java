package dev.signalbox.examples.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ContentTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOOLS = """
            [{"type":"function","function":{"name":"weather","parameters":{"type":"object","properties":{
              "city":{"type":"string"},"days":{"type":"integer"}}}}}]""";

    @Test
    void messageThatNamesAToolHasItCalled() throws Exception {
        Content content = content("""
                {"messages":[{"role":"user","content":"Weather for 3 days in Paris?"}],"tools":%s}""".formatted(TOOLS));
        assertThat(content.finishReason()).isEqualTo("tool_calls");
        assertThat(content.toolCall().at("/function/name").textValue()).isEqualTo("weather");
        assertThat(JSON.readTree(content.toolCall().at("/function/arguments").textValue()))
                .isEqualTo(JSON.readTree("{\"city\":\"Paris\",\"days\":3}"));
    }

    @Test
    void otherMessagesAndResultsOfToolsAreAnsweredInWords() throws Exception {
        assertThat(content("""
                {"messages":[{"role":"user","content":"Hello"}],"tools":%s}""".formatted(TOOLS)).text()).isEqualTo("This is large.");
        assertThat(content("""
                {"messages":[{"role":"tool","content":"sunny"}],"tools":%s}""".formatted(TOOLS)).text()).isEqualTo("This is large. The tool says: sunny");
    }

    @Test
    void schemaIsKept() throws Exception {
        Content content = content("""
                {"messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_schema","json_schema":{"schema":
                {"type":"object","properties":{"name":{"type":"string"},"count":{"type":["integer","null"]},"open":{"type":"boolean"},
                 "kind":{"enum":["bug","wish"]},"tags":{"type":"array","items":{"type":"string"}},
                 "owner":{"$ref":"#/$defs/p"}},"$defs":{"p":{"type":"object","properties":{"age":{"type":"number"}}}}}}}}""");
        assertThat(JSON.readTree(content.text())).isEqualTo(JSON.readTree("""
                {"name":"name by large","count":1,"open":true,"kind":"bug","tags":["tags by large"],"owner":{"age":1.5}}"""));
    }

    @Test
    void embeddingsDependOnTheTextAndHaveTheDimensionsAskedFor() throws Exception {
        JsonNode both = Embeddings.of("e", JSON.readTree("{\"input\":[\"a\",\"b\"],\"dimensions\":3}"));
        JsonNode one = Embeddings.of("e", JSON.readTree("{\"input\":\"b\",\"dimensions\":3}"));
        assertThat(both.at("/data/0/embedding")).hasSize(3).isNotEqualTo(both.at("/data/1/embedding"));
        assertThat(both.at("/data/1/embedding")).isEqualTo(one.at("/data/0/embedding"));
        JsonNode packed = Embeddings.of("e", JSON.readTree("{\"input\":\"b\",\"encoding_format\":\"base64\"}"));
        assertThat(packed.at("/data/0/embedding").textValue()).isBase64();
    }

    private static Content content(String request) throws Exception {
        return Content.of("large", JSON.readTree(request));
    }
}
