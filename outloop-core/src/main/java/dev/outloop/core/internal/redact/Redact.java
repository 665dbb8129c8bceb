package dev.outloop.core.internal.redact;

import dev.outloop.action.Effect;
import dev.outloop.action.ResponseHead;
import dev.outloop.core.internal.admit.AdmittedAction;
import dev.outloop.core.internal.detect.Detectors;
import dev.outloop.core.internal.dispatch.RawResponse;
import dev.outloop.core.internal.journal.Stopped;
import dev.outloop.core.internal.secrets.SecretRegistry;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.spi.Redactor;
import dev.outloop.spi.ResponseContext;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stage that turns what a service answered into what an agent may see.
 *
 * <p>Content codings and charset are undone; known secrets are cut; redactors of the host see what is left; a checker
 * of its own judges the result. Thread-safe.
 */
public final class Redact {

    private static final ResponseContext SENTENCE = ResponseContext.of("", "", 0, "");

    private final SecretRegistry registry;
    private volatile Redactors redactors;

    /**
     * The registry is not closed here.
     *
     * @param detectors of secrets that nobody registered, or null
     */
    public Redact(SecretRegistry registry, @Nullable Detectors detectors, List<Redactor> hostRedactors) {
        this.registry = registry;
        this.redactors = new Redactors(detectors, List.copyOf(hostRedactors));
    }

    /** From the next response on these detectors are asked, or none. */
    public void use(@Nullable Detectors detectors) {
        redactors = new Redactors(detectors, redactors.ofHost());
    }

    /**
     * Takes over the response, which is closed with the result or when this throws.
     *
     * @param derived values made from leased ones that the checker looks for too; copied
     * @throws Stopped if nothing of the response can be shown
     */
    public RedactedResponse open(RawResponse raw, Collection<Secret> derived) throws Stopped {
        return open(raw, derived, redactors);
    }

    /** The same with the detectors that the call began under, or none, whichever are used by now. */
    public RedactedResponse open(RawResponse raw, Collection<Secret> derived, @Nullable Detectors detectors)
            throws Stopped {
        return open(raw, derived, new Redactors(detectors, redactors.ofHost()));
    }

    private RedactedResponse open(RawResponse raw, Collection<Secret> derived, Redactors chosen) throws Stopped {
        AdmittedAction admitted = raw.leased().admitted();
        List<Secret> values = new ArrayList<>(derived);
        raw.leased().leases().stream().map(Lease::secret).forEach(values::add);
        ReceivedResponse received = new ReceivedResponse(
                admitted.binding().workspace().name(),
                admitted.binding().service().name(),
                admitted.action().name(),
                raw.status(),
                raw.headers(),
                hasBody(admitted.request().method(), raw.status()),
                raw.body(),
                admitted.binding().service().limits(),
                values,
                () -> admitted.scope().stopCode().orElse(ErrorCode.UPSTREAM_BROKEN),
                raw::close,
                admitted.action().response().orElse(null));
        return open(received, chosen);
    }

    /** The same without derived values. */
    public RedactedResponse open(RawResponse raw) throws Stopped {
        return open(raw, List.of());
    }

    /**
     * A text with known secrets cut, such as a sentence that a vault has worded.
     *
     * @param workspace who will read it, by name, or {@link SecretRegistry#HOST}
     * @return the empty string if that is not possible, as when the broker is closed
     */
    public String scrub(String text, String workspace) {
        try {
            KnownSecrets known = new KnownSecrets(registry::patterns, workspace);
            return new HeadRedaction(known, Redactors.NONE, SENTENCE, new Counts()).cut(text);
        } catch (Withheld | IllegalStateException e) {
            return "";
        }
    }

    /**
     * A text that an agent has typed, with known secrets cut and with everything that detectors find, also where they only
     * count it in responses.
     *
     * @param workspace of the agent, by name
     * @return the empty string if that is not possible, as when the broker is closed
     */
    public String scrubTyped(String text, String workspace) {
        try {
            KnownSecrets known = new KnownSecrets(registry::patterns, workspace);
            return new HeadRedaction(known, redactors.detectorsCuttingAll(), SENTENCE, new Counts()).cutAll(text);
        } catch (Withheld | IllegalStateException e) {
            return "";
        }
    }

    RedactedResponse open(ReceivedResponse received) throws Stopped {
        return open(received, redactors);
    }

    private RedactedResponse open(ReceivedResponse received, Redactors chosen) throws Stopped {
        List<AutoCloseable> opened = new ArrayList<>();
        boolean done = false;
        try {
            RedactedResponse response = build(received, chosen, opened);
            done = true;
            return response;
        } catch (Withheld e) {
            throw new Stopped(e.code(), Effect.HAPPENED, e.sentence());
        } catch (IllegalStateException closed) {
            throw new Stopped(
                    ErrorCode.RESPONSE_WITHHELD,
                    Effect.HAPPENED,
                    "the broker is closing, so the response is kept back");
        } finally {
            if (!done) {
                Opened.closeAll(opened);
                received.close().run();
            }
        }
    }

    private RedactedResponse build(ReceivedResponse received, Redactors chosen, List<AutoCloseable> opened)
            throws Withheld {
        boolean hasBody = received.hasBody();
        ContentCodings codings = ContentCodings.of(hasBody ? received.headers() : List.of());
        ContentType type = ContentType.of(hasBody ? received.headers() : List.of());
        ResponseContext context =
                ResponseContext.of(received.service(), received.action(), received.status(), type.mediaType());
        KnownSecrets known = new KnownSecrets(registry::patterns, received.workspace());
        Counts counts = new Counts();
        ByteQueue released = new ByteQueue();
        ExposureChecker checker = new ExposureChecker(received.values(), released);
        opened.add(checker);

        DeclaredResponse declared = DeclaredResponse.of(received, type);
        HeadRedaction headRedaction = new HeadRedaction(known, chosen, context, counts);
        Charset foreign = type.foreignCharset();
        ResponseHead head = ResponseHead.of(
                received.status(), headRedaction.redact(declared.headers(received.headers()), foreign != null));
        requireCheckedHead(head, checker);

        Cutter further = chosen.open(context, checker, counts);
        opened.add(further);
        Cutter cutter = Cutter.ofKnown(known, context, further, counts);
        opened.add(cutter);
        Expansion expansion = new Expansion(
                received.limits().maxResponseBodyBytes(), received.limits().maxExpansionRatio());
        ByteSink text = decoded(foreign, declared.before(cutter));
        ByteSink capped = new BodyCap(received.limits().maxResponseBodyBytes(), text);
        ByteSink first = codings.decodeInto(capped, expansion, opened);
        RedactedBody body = new RedactedBody(
                hasBody ? received.body() : InputStream.nullInputStream(), first, released, received.whyBroken());
        return new RedactedResponse(head, body, released, checker, counts, opened, received.close());
    }

    private static void requireCheckedHead(ResponseHead head, ExposureChecker checker) throws Withheld {
        for (var field : head.headers()) {
            checker.check(field.name());
            checker.check(field.value());
        }
    }

    private static ByteSink decoded(@Nullable Charset foreign, ByteSink next) {
        return foreign == null ? next : new CharsetSource(foreign, next);
    }

    // RFC 9110, sections 6.4.1, 15.3.5 and 15.4.5.
    static boolean hasBody(String method, int status) {
        return !method.equals("HEAD") && status >= 200 && status != 204 && status != 304;
    }
}
