package dev.outloop.core.internal.redact;

import dev.outloop.action.Effect;
import dev.outloop.action.HttpField;
import dev.outloop.action.ResponseHead;
import dev.outloop.core.internal.admit.AdmittedAction;
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
    private final List<Redactor> hostRedactors;

    /** The registry is not closed here. */
    public Redact(SecretRegistry registry, List<Redactor> hostRedactors) {
        this.registry = registry;
        this.hostRedactors = List.copyOf(hostRedactors);
    }

    /**
     * Takes over the response, which is closed with the result or when this throws.
     *
     * @param derived values made from leased ones that the checker looks for too; copied
     * @throws Stopped if nothing of the response can be shown
     */
    public RedactedResponse open(RawResponse raw, Collection<Secret> derived) throws Stopped {
        AdmittedAction admitted = raw.leased().admitted();
        List<Secret> values = new ArrayList<>(derived);
        raw.leased().leases().stream().map(Lease::secret).forEach(values::add);
        return open(new ReceivedResponse(
                admitted.binding().service().name(),
                admitted.action().name(),
                raw.status(),
                raw.headers(),
                hasBody(admitted.request().method(), raw.status()),
                raw.body(),
                admitted.binding().service().limits(),
                values,
                () -> admitted.scope().stopCode().orElse(ErrorCode.UPSTREAM_BROKEN),
                raw::close));
    }

    /** The same without derived values. */
    public RedactedResponse open(RawResponse raw) throws Stopped {
        return open(raw, List.of());
    }

    /** A sentence for an agent with known secrets cut, since a vault may have worded it. */
    public String scrub(String sentence) {
        try {
            KnownSecrets known = new KnownSecrets(registry.patterns());
            return new HeadRedaction(known, List.of(), SENTENCE)
                    .redact(List.of(new HttpField("sentence", sentence)), false)
                    .get(0)
                    .value();
        } catch (Withheld | IllegalStateException e) {
            return "";
        }
    }

    RedactedResponse open(ReceivedResponse received) throws Stopped {
        List<AutoCloseable> opened = new ArrayList<>();
        boolean done = false;
        try {
            RedactedResponse response = build(received, opened);
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

    private RedactedResponse build(ReceivedResponse received, List<AutoCloseable> opened) throws Withheld {
        boolean hasBody = received.hasBody();
        ContentCodings codings = ContentCodings.of(hasBody ? received.headers() : List.of());
        ContentType type = ContentType.of(hasBody ? received.headers() : List.of());
        ResponseContext context =
                ResponseContext.of(received.service(), received.action(), received.status(), type.mediaType());
        KnownSecrets known = new KnownSecrets(registry.patterns());
        ByteQueue released = new ByteQueue();
        ExposureChecker checker = new ExposureChecker(received.values(), released);
        opened.add(checker);

        HeadRedaction headRedaction = new HeadRedaction(known, hostRedactors, context);
        Charset foreign = type.foreignCharset();
        ResponseHead head =
                ResponseHead.of(received.status(), headRedaction.redact(received.headers(), foreign != null));
        requireCheckedHead(head, checker);

        Cutter host = Cutter.ofHost(hostRedactors, context, checker);
        opened.add(host);
        Cutter cutter = Cutter.ofKnown(known, context, hostRedactors.isEmpty() ? checker : host);
        opened.add(cutter);
        Expansion expansion = new Expansion(
                received.limits().maxResponseBodyBytes(), received.limits().maxExpansionRatio());
        ByteSink text = decoded(foreign, cutter);
        ByteSink capped = new BodyCap(received.limits().maxResponseBodyBytes(), text);
        ByteSink first = codings.decodeInto(capped, expansion, opened);
        RedactedBody body = new RedactedBody(
                hasBody ? received.body() : InputStream.nullInputStream(), first, released, received.whyBroken());
        return new RedactedResponse(
                head,
                body,
                released,
                checker,
                () -> headRedaction.redactions() + cutter.redactions() + host.redactions(),
                opened,
                received.close());
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
    private static boolean hasBody(String method, int status) {
        return !method.equals("HEAD") && status >= 200 && status != 204 && status != 304;
    }
}
