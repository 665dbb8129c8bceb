package dev.outloop.core.internal.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ByteSearchTest {

    private static final int[] WITHOUT_CLASS = {
        0, 1, 8, 0x1f, ' ', '#', '$', '(', '+', 'A', '[', ']', 0x7f, 0x80, 0x81, 0xa0, 0xc1, 0xff
    };

    @Test
    void findsAByteAtEachPlace() {
        for (int wanted : new int[] {'a', 0, 0x80, 0xff, 0x01}) {
            for (int place = 0; place < 40; place++) {
                byte[] text = filled(40, wanted ^ 1);
                text[place] = (byte) wanted;
                assertThat(ByteSearch.indexOf((byte) wanted, text, 0, 40)).isEqualTo(place);
                assertThat(ByteSearch.indexOf((byte) wanted, text, place, place + 1))
                        .isEqualTo(place);
                assertThat(ByteSearch.indexOf((byte) wanted, text, 0, place)).isEqualTo(place);
                assertThat(ByteSearch.indexOf((byte) wanted, text, place + 1, 40))
                        .isEqualTo(40);
            }
        }
    }

    @Test
    void findsTheFirstOfSeveral() {
        byte[] text = Literals.bytes("-------------a-a----a");
        assertThat(ByteSearch.indexOf((byte) 'a', text, 0, 21)).isEqualTo(13);
        assertThat(ByteSearch.indexOf((byte) 'a', text, 14, 21)).isEqualTo(15);
        assertThat(ByteSearch.indexOf((byte) 'a', text, 16, 20)).isEqualTo(20);
    }

    @Test
    void findsAFoldAtEachPlaceAndPassesOtherBytes() {
        for (int other : WITHOUT_CLASS) {
            for (int fold : new int[] {'\n', '\r', 0xc2, 0xe2, 0xef}) {
                for (int place = 0; place < 40; place++) {
                    byte[] text = filled(40, other);
                    text[place] = (byte) fold;
                    assertThat(ByteSearch.indexOfFold(text, 0, 40)).isEqualTo(place);
                    assertThat(ByteSearch.indexOfFold(text, 0, place)).isEqualTo(place);
                    assertThat(ByteSearch.indexOfFold(text, place + 1, 40)).isEqualTo(40);
                }
            }
        }
    }

    @Test
    void tellsTheClassesAtEachPlace() {
        int[] stops = {'\\', '%', '&', '\n', '\r', 0xc2, 0xe2, 0xef};
        int[] classes = {ByteSearch.BACKSLASH, ByteSearch.PERCENT, ByteSearch.AMPERSAND, 16, 16, 16, 16, 16};
        for (int other : WITHOUT_CLASS) {
            for (int i = 0; i < stops.length; i++) {
                for (int place = 0; place < 70; place++) {
                    byte[] text = filled(70, other);
                    text[place] = (byte) stops[i];
                    assertThat(ByteSearch.classesIn(text, 0, 70)).isEqualTo(classes[i]);
                    assertThat(ByteSearch.classesIn(text, 0, place)).isZero();
                    assertThat(ByteSearch.classesIn(text, place + 1, 70)).isZero();
                }
            }
        }
        byte[] all = Literals.bytes("a%" + "-".repeat(70) + "&" + "-".repeat(40) + "\\");
        assertThat(ByteSearch.classesIn(all, 0, all.length)).isEqualTo(1 + 2 + 8);
        assertThat(ByteSearch.classesIn(all, 2, all.length - 1)).isEqualTo(8);
    }

    @Test
    void partsOfEscapesAreWhatAnyKindHasBehindItsStart() {
        for (char part : "\\%&#;{}azAZ059\u00c2\u00ad\u00e2\u0080\u008b\u008c\u008d\u0081\u00a0\u00ef\u00bb\u00bf"
                .toCharArray()) {
            assertThat(ByteSearch.isPart((byte) part)).as("%x", (int) part).isTrue();
        }
        for (char other : " \t\n\r\"/+<>-_=.,:@[]`^~\0\u007f\u00c3\u00a9\u00ff".toCharArray()) {
            assertThat(ByteSearch.isPart((byte) other)).as("%x", (int) other).isFalse();
        }
    }

    private static byte[] filled(int length, int b) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) b);
        return bytes;
    }
}
