package dev.outloop.core.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

/** What takes a mount to show. */
class FolderCaseTest {

    /** Neither path nor inode show that the second is part of another workspace. */
    @Test
    @CaseId({"TEN-013", "X-TEN-mounted-part"})
    void whateverIsMountedWithinAWorkspaceIsOutside() throws Exception {
        assumeTrue(Mount.isPossible(), "this machine lets nobody but its administrator mount");
        assertThat(Mount.runApart("TEN-013", "X-TEN-mounted-part"))
                .filteredOn(line -> line.contains("TEN-"))
                .containsExactly(
                        "TEN-013 with its checks: held",
                        "TEN-013 without them: let through",
                        "X-TEN-mounted-part with its checks: held",
                        "X-TEN-mounted-part without them: let through");
    }
}
