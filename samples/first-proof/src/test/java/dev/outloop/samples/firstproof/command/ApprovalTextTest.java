package dev.outloop.samples.firstproof.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.HttpField;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.Approval;
import dev.outloop.policy.ApprovalRequest;
import dev.outloop.policy.ApprovalTerms;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ApprovalTextTest {

    private static final Instant ASKED = Instant.parse("2026-01-31T08:00:00Z");

    /** No such name can be configured; a header or a body can have it all the same, and a host may ask for anything. */
    @Test
    @Tag("TEN-008")
    void marksLettersOfOtherScriptsBesideTheId() {
        String latin = shown("acme", "{\"client\":\"acme\"}");
        assertThat(latin).contains("approval-1", "acme add").doesNotContain("!");
        String alias = shown("\u0430cme", "{}");
        assertThat(alias)
                .contains("approval-1  PENDING", "\u0430cme add", "  ! above are letters outside ASCII", "CYRILLIC");
        assertThat(shown("acme", "{\"client\":\"\u0430cme\"}")).contains("CYRILLIC");
    }

    @Test
    void showsNoCharacterThatMovesReordersOrHides() {
        String text = shown("acme", "a\u001b[2Jb\u202ec\u200bd\u3164e\u00a0f\ufe0fg\r\n  rule: mine\u2028h\\u{1b}");
        assertThat(text)
                .contains(
                        "  | a\\u{1b}[2Jb\\u{202e}c\\u{200b}d\\u{3164}e\\u{a0}f\\u{fe0f}g\\u{d}\n",
                        "  |   rule: mine\\u{2028}h\\u{5c}u{1b}\n");
        assertThat(text.lines().filter(line -> line.startsWith("  rule:")))
                .containsExactly("  rule:        ask-writes");
    }

    @Test
    void saysWhatIsNotShownOfABodyThatIsNoText() {
        byte[] bytes = new byte[100];
        bytes[0] = (byte) 0xff;
        assertThat(shown("acme", bytes)).contains("100 bytes", "first 64 bytes in hex: ff 00 00", "NOT SHOWN WHOLE");
    }

    @Test
    void saysHowLongItWaitsAndWhatAYesIsFor() {
        assertThat(shown("acme", "{}"))
                .contains("5 uses within 1h 30m; after the first use", "asked:       1m 5s ago", "for another 23h 58m");
    }

    private static String shown(String alias, String body) {
        return shown(alias, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String shown(String alias, byte[] body) {
        ApprovalRequest request = ApprovalRequest.builder("approval-1")
                .caller(Workspace.of("acme", new Tenant("acme-corp")), new AgentRuntime("codex"))
                .action(alias, "files", "add", true)
                .http("POST", "https://api.example/v1", List.of(new HttpField("X-A", "b")), body)
                .rule(
                        "ask-writes",
                        "Ask.",
                        ApprovalTerms.once().times(5, Duration.ofMinutes(90)).forFirstUse())
                .fingerprint("f", "d")
                .requestedAt(ASKED)
                .build();
        Approval approval = Approval.of(request, Approval.State.PENDING, 0, null, null);
        return String.join("\n", ApprovalText.of(approval, ASKED.plusSeconds(65))) + "\n";
    }
}
