package dev.outloop.core.cases;

import static dev.outloop.core.cases.Case.answered;
import static dev.outloop.core.cases.Case.denied;

import dev.outloop.action.ActionRequest;
import dev.outloop.error.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Folders of workspaces and of callers. Workspace {@code a} is in {@code w/a}, workspace {@code b} in {@code w/b}; each
 * request would be answered if its caller named no folder or the folder had stayed what it was.
 */
final class FolderCases {

    private static final String OUTSIDE = "not within its workspace";
    private static final String PLAIN = "admit.WorkingDirectory#requirePlain";
    private static final String UNCHANGED = "admit.WorkingDirectory#requireUnchanged";
    private static final String INSIDE = "admit.WorkingDirectory#requireInside";
    private static final String APPROVED = "admit.Folders#requireApproved";

    private FolderCases() {}

    static List<Case> all() {
        return List.of(
                outside("TEN-010", bench -> Files.createDirectory(at(bench, "w/a/sub. ")), PLAIN, UNCHANGED),
                outside("TEN-011", bench -> Files.createSymbolicLink(at(bench, "w/a/link"), at(bench, "w/b")), INSIDE),
                changed("TEN-012", bench -> {
                    Files.move(at(bench, "w/a"), at(bench, "w/moved"));
                    Files.createSymbolicLink(at(bench, "w/a"), at(bench, "w/b"));
                }),
                outside("TEN-014", bench -> at(bench, "w/a/../b"), PLAIN, INSIDE),
                changed("TEN-017", bench -> {
                    Files.delete(at(bench, "w/a"));
                    Files.createDirectory(at(bench, "w/a"));
                }),
                outside("TEN-018", FolderCases::copiedMarker, "workspace.GitWorktree#requirePointsBack"),
                outside("TEN-020", bench -> Git.worktree(at(bench, "w/a"), at(bench, "w/a-wt")), INSIDE),
                outside("X-TEN-dot", bench -> Files.createDirectory(at(bench, "w/a/sub.")), PLAIN, UNCHANGED),
                outside("X-TEN-absent-dot", bench -> at(bench, "w/a. "), PLAIN, UNCHANGED),
                outside("X-TEN-up-and-down", bench -> at(bench, "w/a/../a"), PLAIN),
                outside("X-TEN-relative", bench -> Path.of("w/a"), PLAIN, UNCHANGED),
                outside(
                        "X-TEN-invisible",
                        bench -> Files.createDirectory(at(bench, "w/a/s\u200bub")),
                        PLAIN,
                        UNCHANGED),
                outside(
                        "X-TEN-decomposed",
                        bench -> Files.createDirectory(at(bench, "w/a/cafe\u0301")),
                        PLAIN,
                        UNCHANGED),
                outside("X-TEN-absent", bench -> at(bench, "w/a/none"), UNCHANGED),
                outside("X-TEN-file", bench -> Files.createFile(at(bench, "w/a/file")), UNCHANGED),
                outside("X-TEN-other", bench -> at(bench, "w/b"), INSIDE),
                outside("X-TEN-above", bench -> at(bench, "w"), INSIDE),
                outside("X-TEN-prefix", bench -> Files.createDirectory(at(bench, "w/ab")), INSIDE),
                changed("X-TEN-replaced", bench -> {
                    Files.move(at(bench, "w/a"), at(bench, "w/moved"));
                    Files.createDirectory(at(bench, "w/a"));
                }),
                new Case(
                        "X-TEN-swapped-later",
                        FolderCases::swappedLater,
                        outside("", bench -> at(bench, "w/b"), UNCHANGED).expect(),
                        List.of("dev.outloop.core.internal." + UNCHANGED)),
                inside("X-TEN-root", bench -> at(bench, "w/a")),
                inside("X-TEN-below", bench -> Files.createDirectories(at(bench, "w/a/x/y z/\u00e9"))),
                inside("X-TEN-link-within", bench -> {
                    Files.createDirectory(at(bench, "w/a/x"));
                    return Files.createSymbolicLink(at(bench, "w/a/link"), at(bench, "w/a/x"));
                }),
                inside("X-TEN-link-to-root", bench -> Files.createSymbolicLink(at(bench, "w/link"), at(bench, "w/a"))),
                inside("X-TEN-approved-worktree", bench -> {
                    Path worktree = Git.worktree(at(bench, "w/a"), at(bench, "w/a-wt"));
                    bench.control.approveWorktree("a", worktree);
                    return Files.createDirectory(worktree.resolve("below"));
                }),
                answered(
                        "X-TEN-approved-again",
                        bench -> {
                            Files.move(at(bench, "w/a"), at(bench, "w/moved"));
                            Files.createDirectory(at(bench, "w/a"));
                            bench.control.approveFolder("a");
                            return bench.get("/items");
                        },
                        (bench, result) -> {}));
    }

    /** Needs a mount, so it is run where one can be made. */
    static Case mounted() {
        return outside(
                "TEN-013",
                bench -> {
                    Path sub = Files.createDirectory(at(bench, "w/a/sub"));
                    Mount.bind(at(bench, "w/b"), sub);
                    return sub;
                },
                "admit.WorkingDirectory#requireNotForeign",
                "admit.WorkingDirectory#requireNotMounted");
    }

    /** What is mounted is of no workspace, so that only the mount shows. */
    static Case mountedPart() {
        return outside(
                "X-TEN-mounted-part",
                bench -> {
                    Path part =
                            Files.createDirectories(at(bench, "w/b/part/below")).getParent();
                    Path sub = Files.createDirectory(at(bench, "w/a/sub"));
                    Mount.bind(part, sub);
                    return sub.resolve("below");
                },
                "admit.WorkingDirectory#requireNotMounted");
    }

    private interface Preparing {
        Path in(Bench bench) throws Exception;
    }

    private interface Changing {
        void in(Bench bench) throws Exception;
    }

    private static Path at(Bench bench, String name) {
        return bench.directory.resolve(name);
    }

    private static ActionRequest.Builder items(Bench bench, Path folder) {
        return ActionRequest.http(bench.control.assertCaller("a", "claude-code", folder), "crm", "GET", "/items");
    }

    private static Case outside(String id, Preparing preparing, String... removed) {
        return denied(id, bench -> items(bench, preparing.in(bench)), ErrorCode.WORKSPACE_MISMATCH, OUTSIDE, removed);
    }

    private static Case inside(String id, Preparing preparing) {
        return answered(id, bench -> items(bench, preparing.in(bench)), (bench, result) -> {});
    }

    private static Case changed(String id, Changing changing) {
        return denied(
                id,
                bench -> {
                    changing.in(bench);
                    return bench.get("/items");
                },
                ErrorCode.WORKSPACE_MISMATCH,
                "not the one that was approved",
                APPROVED);
    }

    /** The caller was within its workspace when it was made, in a folder that is another one now. */
    private static ActionRequest.Builder swappedLater(Bench bench) throws Exception {
        Path folder = Files.createDirectory(at(bench, "w/a/x"));
        ActionRequest.Builder request = items(bench, folder);
        Files.move(folder, at(bench, "w/a/y"));
        Files.createDirectory(folder);
        return request;
    }

    /** What makes a folder a worktree is copied into another one, and offered for approval there. */
    private static Path copiedMarker(Bench bench) throws Exception {
        Path worktree = Git.worktree(at(bench, "w/a"), at(bench, "w/a-wt"));
        bench.control.approveWorktree("a", worktree);
        Path evil = Files.createDirectory(at(bench, "w/evil"));
        Files.copy(worktree.resolve(".git"), evil.resolve(".git"));
        if (bench.control.worktreeOf(evil).isPresent()) {
            bench.control.approveWorktree("a", evil);
        }
        return evil;
    }
}
