package dev.outloop.core.internal.approve;

import dev.outloop.action.HttpField;
import dev.outloop.core.internal.admit.AdmittedAction;
import dev.outloop.core.internal.admit.Binding;
import dev.outloop.core.internal.admit.CanonicalRequest;
import dev.outloop.policy.ApprovalRequest;
import dev.outloop.policy.Decision;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A request as a person is shown it: whole, with known secrets cut out of what the agent gave. */
final class ShownRequest {

    private static final String CUT_WHOLE = "[withheld]";

    private final UnaryOperator<String> scrub;

    /** Shows with that search for secrets; it gives the empty string for a text that it cannot search. */
    ShownRequest(UnaryOperator<String> scrub) {
        this.scrub = scrub;
    }

    ApprovalRequest of(String id, AdmittedAction admitted, Decision decision, Instant time) {
        Binding binding = admitted.binding();
        CanonicalRequest request = admitted.request();
        return cleaned(ApprovalRequest.builder(id)
                .caller(binding.workspace(), admitted.runtime())
                .action(
                        binding.access().alias(),
                        binding.service().name(),
                        admitted.action().name(),
                        !admitted.action().readOnly())
                .http(request.method(), url(request), headers(request), request.body())
                .rule(decision.rule(), decision.message(), decision.approval())
                .fingerprint(ApprovalFingerprint.of(admitted, decision), binding.definition())
                .requestedAt(time)
                .build());
    }

    /** The same with what is known to be secret by now cut too. */
    ApprovalRequest cleaned(ApprovalRequest request) {
        return ApprovalRequest.builder(request.id())
                .caller(request.workspace(), request.runtime())
                .action(request.alias(), request.service(), request.action(), request.writes())
                .http(
                        request.method(),
                        clean(request.url()),
                        request.headers().stream()
                                .map(field -> new HttpField(field.name(), clean(field.value())))
                                .toList(),
                        body(request.body().orElse(null)))
                .rule(request.rule(), clean(request.reason()), request.terms())
                .fingerprint(request.fingerprint(), request.definition())
                .requestedAt(request.requestedAt())
                .build();
    }

    private static String url(CanonicalRequest request) {
        String query = request.encodedQuery();
        return request.url().scheme() + "://" + request.url().authority() + request.path()
                + (query.isEmpty() ? "" : "?" + query);
    }

    private static List<HttpField> headers(CanonicalRequest request) {
        List<HttpField> headers = new ArrayList<>(request.headers());
        if (request.mediaType() != null) {
            headers.add(new HttpField("Content-Type", request.mediaType()));
        }
        return headers;
    }

    /** Bytes that are no text are searched as they are. */
    private byte @Nullable [] body(byte @Nullable [] body) {
        if (body == null) {
            return null;
        }
        Charset charset = isUtf8(body) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        return clean(new String(body, charset)).getBytes(charset);
    }

    private String clean(String text) {
        String scrubbed = scrub.apply(text);
        return scrubbed.isEmpty() && !text.isEmpty() ? CUT_WHOLE : scrubbed;
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
