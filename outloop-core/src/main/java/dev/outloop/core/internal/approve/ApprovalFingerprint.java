package dev.outloop.core.internal.approve;

import dev.outloop.core.internal.admit.AdmittedAction;
import dev.outloop.core.internal.admit.Binding;
import dev.outloop.core.internal.admit.Framed;
import dev.outloop.policy.ApprovalTerms;
import dev.outloop.policy.Decision;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a person's yes is bound to: SHA-256 over everything that would be sent, who asks under which definitions, and the
 * rule with its terms. The reason is left out, as a host's evaluator may word it anew each time.
 */
final class ApprovalFingerprint {

    private static final String DOMAIN = "dev.outloop.approval.v1";

    private ApprovalFingerprint() {}

    /** The fingerprint, 64 hexadecimal digits; the same over restarts. */
    static String of(AdmittedAction admitted, Decision decision) {
        Binding binding = admitted.binding();
        ApprovalTerms terms = decision.approval();
        Framed content = new Framed().text(DOMAIN).text(binding.definition());
        content.text(binding.workspace().name())
                .text(binding.workspace().tenant().id());
        content.text(admitted.runtime().name()).text(binding.access().alias());
        content.text(admitted.action().name()).text(decision.rule());
        content.number((long) terms.times()).flag(terms.firstUse());
        content.text(terms.within().toString()).text(terms.waiting().toString());
        return HexFormat.of()
                .formatHex(sha256().digest(admitted.request().frame(content).toByteArray()));
    }

    /**
     * What names the action of a caller under an access, for a rule that asks for the first use alone. The rule is part of
     * it: what one rule let free another one may still want to see.
     */
    static String firstUse(AdmittedAction admitted, Decision decision) {
        Binding binding = admitted.binding();
        return String.join(
                "/",
                binding.workspace().name(),
                admitted.runtime().name(),
                binding.access().alias(),
                admitted.action().name(),
                decision.rule());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
