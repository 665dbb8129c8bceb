package dev.outloop.core.internal.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderIdentityTest {

    @TempDir
    Path directory;

    @Test
    void staysTheSameWhateverHappensWithin() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("a"));
        FolderIdentity before = FolderIdentity.of(folder);
        Files.createFile(folder.resolve("file"));
        Files.createDirectory(folder.resolve("below"));
        Files.delete(folder.resolve("file"));

        assertThat(FolderIdentity.of(folder)).isEqualTo(before);
        assertThat(FolderIdentity.of(folder.resolve("../a"))).isEqualTo(before);
    }

    @Test
    void isAnothersAtAnotherPlaceOrAfterItWasMadeAgain() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("a"));
        FolderIdentity before = FolderIdentity.of(folder);
        Path moved = Files.move(folder, directory.resolve("b"));
        assertThat(FolderIdentity.of(moved).key()).isEqualTo(before.key());
        assertThat(FolderIdentity.of(moved)).isNotEqualTo(before);

        Files.delete(moved);
        Files.createDirectory(folder);

        assertThat(FolderIdentity.of(folder)).isNotEqualTo(before);
    }

    @Test
    void isOfAFolderAlone() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> FolderIdentity.of(file)).isInstanceOf(NotDirectoryException.class);
        assertThatThrownBy(() -> FolderIdentity.of(directory.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aDeviceIsWhatKeysOfPosixHaveInCommon() {
        assertThat(FolderIdentity.device("(dev=fe00,ino=2)")).isEqualTo("(dev=fe00");
        assertThat(FolderIdentity.device("C:\\w\\a")).isEmpty();
    }
}
