package dev.signalbox.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @Test
    void typeComesFirstAndPlainValuesAreNotQuoted() {
        assertThat(Names.route("chat").toString()).isEqualTo("signalbox:type=Route,name=chat");
        assertThat(Names.chain("chat", "small").toString()).isEqualTo("signalbox:type=Chain,route=chat,name=small");
        assertThat(Names.node("large", "large#0").toString()).isEqualTo("signalbox:type=Node,model=large,name=large#0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a=b", "a:b", "a\"b", "a*b", "a?b", "", "a\nb", "ümlaut", "a b"})
    void anyValueCanBeANameAndIsReadBack(String value) {
        assertThat(Names.valueOf(Names.route(value), "name")).isEqualTo(value);
        assertThat(Names.route(value).isPattern()).isFalse();
    }
}
