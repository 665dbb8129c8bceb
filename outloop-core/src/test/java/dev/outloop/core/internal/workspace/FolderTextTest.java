package dev.outloop.core.internal.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/w/a",
                "/",
                "/w/a b/c",
                "/w/.hidden",
                "/w/...x",
                "/w/caf\u00e9",
                "/w/\u65e5\u672c",
                "w/a",
                "/w/a-1_2"
            })
    void takesWhatIsWhatItSeems(String path) {
        assertThat(FolderText.refusal(Path.of(path))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/w/a.",
                "/w/a ",
                "/w/a. ",
                "/w./a",
                "/w /a",
                "/w/../a",
                "/w/./a",
                "/w/..",
                "..",
                ".",
                "/w/...",
                "/w/a\n",
                "/w/\u0007a",
                "/w/a\u200b",
                "/w/\u202ea",
                "/w/a\u00a0b",
                "/w/a\u3000b",
                "/w/a\u2028",
                "/w/\ufeffa",
                "/w/a\u3164",
                "/w/a\u2800",
                "/w/a\ufe0f",
                "/w/a\u00ad",
                "/w/\ufffd",
                "/w/\ue000",
                "/w/cafe\u0301",
                "/w/\u212b"
            })
    void refusesWhatIsNot(String path) {
        assertThat(FolderText.refusal(Path.of(path))).isPresent();
    }
}
