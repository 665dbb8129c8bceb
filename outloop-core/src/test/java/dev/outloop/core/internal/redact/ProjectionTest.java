package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectionTest {

    private static final String TABLE = """
            {"offset": "n1", "records": [
              {"id": "a", "fields": {"name": "A", "secret": 1}},
              {"id": "b", "fields": {"name": "B", "secret": [2, {"x": 3}]}, "extra": "terces"}
            ], "debug": {"id": 9}}
            """;

    @Test
    void showsWhatIsIncludedOnTheSkeletonThatLeadsThere() {
        assertThat(Declared.include("/records/*/id", "/offset").of(TABLE))
                .isEqualTo("{\"offset\":\"n1\",\"records\":[{\"id\":\"a\"},{\"id\":\"b\"}]}");
        assertThat(Declared.include("/records").of(TABLE)).contains("\"secret\":[2,{\"x\":3}]},\"extra\":\"terces\"}");
        assertThat(Declared.include("/absent/id").of(TABLE)).isEqualTo("{}");
        assertThat(Declared.include("/records/*/absent").of(TABLE)).isEqualTo("{\"records\":[{},{}]}");
    }

    @Test
    void excludedWinsOverIncluded() {
        assertThat(Declared.of(List.of("/records/*/fields", "/offset"), List.of("/records/*/fields/secret"))
                        .of(TABLE))
                .isEqualTo(
                        "{\"offset\":\"n1\",\"records\":[{\"fields\":{\"name\":\"A\"}},{\"fields\":{\"name\":\"B\"}}]}");
        assertThat(Declared.of(List.of("/a/b"), List.of("/a")).of("{\"a\":{\"b\":1}}"))
                .isEqualTo("{}");
        assertThat(Declared.of(List.of("/a/b"), List.of("/*/b")).of("{\"a\":{\"b\":1,\"c\":2}}"))
                .isEqualTo("{\"a\":{}}");
        assertThat(Declared.of(List.of("/a"), List.of("/b/c")).of("{\"a\":1,\"b\":{\"c\":2,\"d\":3}}"))
                .isEqualTo("{\"a\":1}");
    }

    @Test
    void withoutAnIncludeAllButTheExcludedIsShown() {
        assertThat(Declared.exclude("/records", "/debug/id").of(TABLE)).isEqualTo("{\"offset\":\"n1\",\"debug\":{}}");
        assertThat(Declared.exclude("/a").of("[1,{\"a\":2}]")).isEqualTo("[1,{\"a\":2}]");
    }

    @Test
    void elementsKeepTheirOrderAndLeaveNoGap() {
        assertThat(Declared.include("/1", "/3/a").of("[10,11,12,{\"a\":13,\"b\":14},{\"a\":15}]"))
                .isEqualTo("[11,{\"a\":13}]");
        assertThat(Declared.exclude("/0", "/2").of("[10,[11],[12,12],13]")).isEqualTo("[[11],13]");
        assertThat(Declared.include("/*/a").of("[1,{\"a\":2},[3,[4]],\"a\",null]"))
                .isEqualTo("[{\"a\":2},[]]");
        assertThat(Declared.include("/10").of("[0,1,2,3,4,5,6,7,8,9,\"ten\",11]"))
                .isEqualTo("[\"ten\"]");
        assertThat(Declared.include("/01", "/-").of("[0,1,2]")).isEqualTo("[]");
    }

    @Test
    void aNumberIsAnElementOrAMemberOfThatName() {
        assertThat(Declared.include("/1").of("{\"0\":0,\"1\":[2,3]}")).isEqualTo("{\"1\":[2,3]}");
    }

    @Test
    void aWildcardAndANameAtOneLevelAreBothFollowed() {
        assertThat(Declared.include("/*/a", "/x/b").of("{\"x\":{\"a\":1,\"b\":2,\"c\":3},\"y\":{\"a\":4,\"b\":5}}"))
                .isEqualTo("{\"x\":{\"a\":1,\"b\":2},\"y\":{\"a\":4}}");
        assertThat(Declared.include("/*/*/*").of("{\"a\":{\"b\":{\"c\":1},\"d\":2},\"e\":3,\"f\":{}}"))
                .isEqualTo("{\"a\":{\"b\":{\"c\":1}},\"f\":{}}");
    }

    @Test
    void aScalarWhereAnObjectWasDeclaredIsLeftOut() {
        for (String scalar : List.of("\"terces\"", "1", "-1.5e3", "true", "false", "null")) {
            assertThat(Declared.include("/a/b").of("{\"a\":" + scalar + "}")).isEqualTo("{}");
            assertThat(Declared.include("/a/b").of(scalar)).isEmpty();
            assertThat(Declared.exclude("/a/b").of(scalar)).isEqualTo(scalar);
        }
    }

    @Test
    void namesAreComparedOnceTheirEscapesAreUndone() {
        assertThat(Declared.include("/a~1b/m~0n/").of("{\"\\u0061\\/b\":{\"m~n\":{\"\":1,\"x\":2}}}"))
                .isEqualTo("{\"a/b\":{\"m~n\":{\"\":1}}}");
        assertThat(Declared.include("/~01").of("{\"~1\":1,\"/\":2}")).isEqualTo("{\"~1\":1}");
        assertThat(Declared.include("/*").of("{\"*\":1,\"a\":2}")).isEqualTo("{\"*\":1,\"a\":2}");
        assertThat(Declared.include("/a*").of("{\"a*\":1,\"ab\":2}")).isEqualTo("{\"a*\":1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "-0.0",
                "0.10",
                "1E+5",
                "1e-5",
                "1e999999",
                "123456789012345678901234567890.00000000000000000000000000001",
                "9007199254740993"
            })
    void numbersKeepTheirDigits(String number) {
        assertThat(Declared.include("/n").of("{\"n\":" + number + "}")).isEqualTo("{\"n\":" + number + "}");
        assertThat(Declared.exclude("/n").of(number)).isEqualTo(number);
    }

    @Test
    void textLeavesInItsOneSpelling() {
        assertThat(Declared.include("/t")
                        .of("{ \"t\" :\r\n\t\"\\u0041\\/\\\"\\\\\\b\\f\\n\\r\\t\\u0000\\u001F\\u0020~\\u007f\" }"))
                .isEqualTo("{\"t\":\"A/\\\"\\\\\\b\\f\\n\\r\\t\\u0000\\u001f ~\u007f\"}");
        String wide = "\u0080\u07ff\u0800\uffff\ud7ff\ue000\ud800\udc00\udbff\udfff";
        assertThat(Declared.include("/t").of("{\"t\":\"" + wide + "\"}")).isEqualTo("{\"t\":\"" + wide + "\"}");
        assertThat(Declared.include("/t").of("{\"t\":\"\\ud83d\\ude00\"}")).isEqualTo("{\"t\":\"\ud83d\ude00\"}");
    }

    @Test
    void aSurrogateWithoutItsPartnerStaysAnEscape() {
        String text = "{\"t\":[\"\\ud83d\",\"\\ude00\",\"\\ude00\\ud83d\",\"\\ud83dx\",\"\\ud83d\\ud83d\\ude00\"]}";
        assertThat(Declared.include("/t").of(text)).isEqualTo(text.replace("\\ud83d\\ude00", "\ud83d\ude00"));
    }

    @Test
    void aSurrogateFindsNoPartnerInAnEarlierText() {
        assertThat(Declared.include("/t").of("{\"t\":[\"\\ud83d\\ude00\",\"\\ud83d\",\"\"]}"))
                .isEqualTo("{\"t\":[\"\ud83d\ude00\",\"\\ud83d\",\"\"]}");
    }

    @Test
    void longTextOfEveryWidthAndLongListsStayWhole() {
        for (String character : List.of("a", "\u00e9", "\u20ac", "\ud83d\ude00")) {
            String text = "\"" + character.repeat(5000) + "\"";
            assertThat(Declared.exclude("/x").of(text)).isEqualTo(text);
        }
        String numbers = "[" + "1,".repeat(5000) + "1]";
        assertThat(Declared.exclude("/x").of(numbers)).isEqualTo(numbers);
    }

    @Test
    void nothingComesOfNothing() {
        assertThat(Declared.include("/a").of("")).isEmpty();
        assertThat(Declared.include("/a").of(" \n\t ")).isEmpty();
        assertThat(Declared.include("/a").lines().of("\n")).isEmpty();
    }

    @Test
    void eachDocumentOfALineIsProjected() {
        assertThat(Declared.include("/a").lines().of("{\"a\":1,\"b\":2}\n{\"b\":3}\r\n[]\n{\"a\":{}}"))
                .isEqualTo("{\"a\":1}\n{}\n[]\n{\"a\":{}}\n");
        assertThat(Declared.exclude("/a").lines().of("1 2\n\"x\"")).isEqualTo("1\n2\n\"x\"\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1,\"a\":2} | {\"a\":1 | twice",
                "{\"a\":{\"b\":1},\"\\u0061\":{}} | {\"a\":{\"b\":1} | twice",
                "{\"a\":1}{\"a\":2} | {\"a\":1} | second value",
                "{\"a\":1} [] | {\"a\":1} | second value",
                "{\"a\":1} x | {\"a\":1} | not well-formed",
                "{\"a\":1}} | {\"a\":1} | not well-formed",
                "{\"a\":1 | {\"a\":1 | not well-formed",
                "{\"a\":tru} | { | not well-formed",
                "{\"a\":truex} | { | not well-formed",
                "{\"a\":01} | { | not well-formed",
                "{\"a\":1.} | { | not well-formed",
                "{\"a\":NaN} | { | not well-formed",
                "{\"a\":\"x | { | not well-formed",
                "{\"a\":[1,]} | {\"a\":[1 | not well-formed",
                "{\"a\":[1,]2]} | {\"a\":[1 | not well-formed",
                "{\"a\":1,} | {\"a\":1 | not well-formed",
                "{\"a\":} | { | not well-formed",
                "{\"a\": \t } | { | not well-formed",
                "{\"a\":[1 ,\t]} | {\"a\":[1 | not well-formed",
                "{\"a\":[{\"b\":1,}]} | {\"a\":[{\"b\":1 | not well-formed",
                "{a:1} | { | not well-formed",
                "{'a':1} | { | not well-formed",
                "/**/{\"a\":1} | '' | not well-formed",
                "<html> | '' | not well-formed",
                "\ufeff{\"a\":1} | '' | byte order mark",
                "\uffff{\"a\":1} | '' | byte order mark"
            })
    void whatIsNotJsonShowsNothingBeyondWhatWasDecided(String document, String shown, String why) {
        Declared declared = Declared.include("/a");
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        Declared.Outcome whole = declared.run(bytes);
        assertThat(whole.text()).isEqualTo(shown);
        assertThat(whole.failure()).startsWith("RESPONSE_WITHHELD").contains(why);
        for (int split = 0; split <= bytes.length; split++) {
            assertThat(declared.run(bytes, split)).isEqualTo(whole);
        }
    }

    @Test
    void aFieldThatIsNotShownMayStandThereTwice() {
        assertThat(Declared.include("/a").of("{\"b\":1,\"a\":2,\"b\":3}")).isEqualTo("{\"a\":2}");
        assertThat(Declared.include("/*/a").of("[{\"a\":1},{\"a\":2}]")).isEqualTo("[{\"a\":1},{\"a\":2}]");
        assertThat(Declared.include("/*/a").of("{\"a\":{\"a\":1},\"b\":{\"a\":2}}"))
                .isEqualTo("{\"a\":{\"a\":1},\"b\":{\"a\":2}}");
    }

    @Test
    void separatorsInsideTextAreText() {
        String document = "{\"a\":[\",]\",\":}\",\"\\\",]\",\"\\\\\",[{},[]],\",\"],\"b\":\":\"}";
        assertThat(Declared.include("/*").of(document)).isEqualTo(document);
    }

    @Test
    void aMarkInsideIsText() {
        assertThat(Declared.include("/a").of("{\"a\":\"\ufeff\"}")).isEqualTo("{\"a\":\"\ufeff\"}");
        byte[] bytes = "{\"a\":\"\ufeff\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(Declared.include("/a").run(bytes, 6).text()).isEqualTo("{\"a\":\"\ufeff\"}");
    }

    @Test
    void bytesThatAreNotUtf8EndIt() {
        byte[] bytes = "{\"a\":\"x?\"}".getBytes(StandardCharsets.US_ASCII);
        assertThat(Declared.include("/a").run(bytes).text()).isEqualTo("{\"a\":\"x?\"}");
        for (int octet : new int[] {0x80, 0xbf, 0xc3, 0xe2, 0xf0, 0xf8, 0xff}) {
            bytes[7] = (byte) octet;
            assertThat(Declared.include("/a").run(bytes).failure()).contains("not well-formed");
        }
    }

    @Test
    void outputIsTheSameAtEverySplit() {
        String document = TABLE.replace("\"A\"", "\"\\u00e9\u00e9\u20ac\ud83d\ude00\\ud83d\"") + " ";
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        for (Declared declared : List.of(
                Declared.include("/records/*/fields/name", "/records/*/id", "/debug/*"),
                Declared.exclude("/records/0/id", "/records/1/fields/secret/1/x"))) {
            Declared.Outcome whole = declared.run(bytes);
            assertThat(whole.failure()).isEmpty();
            assertThat(whole.text()).contains("\ud83d\ude00\\ud83d");
            for (int first = 0; first <= bytes.length; first++) {
                for (int second = first; second <= bytes.length; second += 5) {
                    assertThat(declared.run(bytes, first, second)).isEqualTo(whole);
                }
            }
        }
    }

    @Test
    void nothingGoesOnWhereNothingIsShown() throws Exception {
        int[] writes = {0};
        ByteSink counting = new ByteSink() {
            @Override
            public void write(byte[] bytes, int offset, int length) {
                writes[0]++;
            }

            @Override
            public void end() {}
        };
        Projection projection = new Projection(Declared.include("/a").fields(), false, counting);
        byte[] bytes = "{\"b\":1}".getBytes(StandardCharsets.UTF_8);
        projection.write(bytes, 0, 1);
        assertThat(writes[0]).isEqualTo(1);
        projection.write(bytes, 1, bytes.length - 2);
        assertThat(writes[0]).isEqualTo(1);
    }

    @Test
    void aTokenGoesOnOnceItIsComplete() throws Exception {
        ByteQueue released = new ByteQueue();
        Projection projection = new Projection(Declared.include("/a").fields(), false, released);
        String[][] steps = {
            {"{\"a\"", "{"}, {":", ""}, {"\"x", ""}, {"y\"", "\"a\":\"xy\""}, {",\"b\":[1", ""}, {"]}", "}"}
        };
        for (String[] step : steps) {
            byte[] bytes = step[0].getBytes(StandardCharsets.UTF_8);
            projection.write(bytes, 0, bytes.length);
            byte[] out = new byte[released.size()];
            released.read(out, 0, out.length);
            assertThat(new String(out, StandardCharsets.UTF_8)).as(step[0]).isEqualTo(step[1]);
        }
    }
}
