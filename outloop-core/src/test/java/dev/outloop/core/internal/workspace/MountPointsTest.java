package dev.outloop.core.internal.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The lines are in the form of the manual page proc_pid_mountinfo(5). */
class MountPointsTest {

    private static final String TABLE = """
            22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
            36 22 98:0 /mnt1 /w/a/sub rw,noatime master:1 - ext3 /dev/root rw,errors=continue
            37 22 98:0 /b /w/a/two\\040words\\134x rw - ext3 /dev/root rw
            38 22 98:0 /b /w/c rw - ext3 /dev/root rw
            """;

    private static boolean between(String outer, String inner) throws IOException {
        return MountPoints.liesBetween(TABLE, Path.of(outer), Path.of(inner));
    }

    @Test
    void findsWhatIsMountedOnTheWay() throws Exception {
        assertThat(between("/w/a", "/w/a/sub")).isTrue();
        assertThat(between("/w/a", "/w/a/sub/deep/er")).isTrue();
        assertThat(between("/w/a", "/w/a/two words\\x/y")).isTrue();
        assertThat(between("/", "/w/c")).isTrue();
    }

    @Test
    void findsNothingBesideTheWay() throws Exception {
        assertThat(between("/w/a", "/w/a/other")).isFalse();
        assertThat(between("/w/a", "/w/a/subway")).isFalse();
        assertThat(between("/w/c", "/w/c/below"))
                .as("the workspace itself is mounted")
                .isFalse();
        assertThat(between("/w/a/sub", "/w/a/sub/deep")).isFalse();
        assertThat(between("/", "/x")).isFalse();
    }

    @Test
    void doesNotGuessAtATableThatItDoesNotKnow() {
        assertThatThrownBy(() -> MountPoints.liesBetween("22 1 254:0", Path.of("/w"), Path.of("/w/a")))
                .isInstanceOf(IOException.class);
    }
}
