package dev.outloop.core.internal.redact;

import dev.outloop.action.ExchangeLimits;
import dev.outloop.action.HttpField;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Secret;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * What this stage needs of a response and of its call.
 *
 * @param hasBody whether the exchange can have a body at all (RFC 9110, section 6.4.1)
 * @param body with its content coding still on
 * @param values what the checker looks for
 * @param whyBroken the code for a body that ends early
 * @param close ends the exchange; called once
 */
record ReceivedResponse(
        String workspace,
        String service,
        String action,
        int status,
        List<HttpField> headers,
        boolean hasBody,
        InputStream body,
        ExchangeLimits limits,
        Collection<Secret> values,
        Supplier<ErrorCode> whyBroken,
        Runnable close) {

    /** The status alone. */
    @Override
    public String toString() {
        return "ReceivedResponse[" + status + "]";
    }
}
