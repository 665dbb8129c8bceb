package dev.outloop.core.internal.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceMapTest {

    private final SourceMap map = new SourceMap();

    @Test
    void tellsWhereBytesCameFrom() {
        map.add(0, 100, 103, true);
        map.add(3, 103, 109, false);
        map.add(5, 109, 111, true);
        assertPlace(0, 100, 101);
        assertPlace(2, 102, 103);
        assertPlace(3, 103, 109);
        assertPlace(4, 103, 109);
        assertPlace(5, 109, 110);
        assertPlace(6, 110, 111);
        assertThat(map.isPlain(0, 3)).isTrue();
        assertThat(map.isPlain(0, 4)).isFalse();
        assertThat(map.isPlain(3, 5)).isFalse();
        assertThat(map.isPlain(4, 6)).isFalse();
        assertThat(map.isPlain(5, 7)).isTrue();
    }

    @Test
    void theLastEscapeEndsWhereTheSourceDoes() {
        map.add(0, 7, 13, false);
        assertPlace(0, 7, 13);
    }

    @Test
    void plainBytesGoOnUnlessSomethingWasLeftOutBetween() {
        map.add(0, 10, 12, true);
        map.add(2, 12, 14, true);
        assertThat(map.isPlain(0, 4)).isTrue();
        map.add(4, 15, 17, true);
        assertThat(map.isPlain(0, 5)).isFalse();
        assertThat(map.isPlain(4, 6)).isTrue();
        assertPlace(3, 13, 14);
        assertPlace(4, 15, 16);
    }

    @Test
    void escapesInARowStayApart() {
        map.add(0, 0, 6, false);
        map.add(1, 6, 12, false);
        map.add(2, 12, 13, true);
        assertPlace(0, 0, 6);
        assertPlace(1, 6, 12);
        assertPlace(2, 12, 13);
    }

    @Test
    void keepsManyRunsAndForgetsTheFirst() {
        for (int i = 0; i < 1000; i++) {
            map.add(2L * i, 7L * i, 7L * i + 6, false);
            map.add(2L * i + 1, 7L * i + 6, 7L * i + 7, true);
            if (i > 20 && i < 500) {
                map.drop(2L * i - 30);
            }
            for (int back = Math.max(0, i - 10); back <= i; back++) {
                assertPlace(2L * back, 7L * back, 7L * back + 6);
                assertPlace(2L * back + 1, 7L * back + 6, 7L * back + 7);
            }
        }
        assertPlace(1000, 3500, 3506);
    }

    @Test
    void dropsOnlyWhatLiesBeforeTheByte() {
        map.add(0, 0, 5, true);
        map.add(5, 5, 11, false);
        map.add(6, 11, 20, true);
        map.drop(4);
        assertPlace(4, 4, 5);
        map.drop(5);
        assertPlace(5, 5, 11);
        map.drop(8);
        assertPlace(8, 13, 14);
        assertPlace(14, 19, 20);
    }

    @Test
    void startsAnewAfterClearing() {
        map.add(0, 0, 5, true);
        map.clear();
        map.add(5, 5, 8, true);
        assertPlace(5, 5, 6);
        map.clear();
        map.add(20, 90, 96, false);
        assertPlace(20, 90, 96);
    }

    private void assertPlace(long decoded, long start, long end) {
        assertThat(map.startOf(decoded)).isEqualTo(start);
        assertThat(map.endOf(decoded)).isEqualTo(end);
    }
}
