package dev.outloop.core.internal.limit;

import dev.outloop.core.internal.admit.AdmittedAction;
import dev.outloop.core.internal.admit.Refused;
import dev.outloop.error.ErrorCode;
import dev.outloop.policy.LimitDefinition;
import dev.outloop.policy.LimitDefinition.Kind;
import dev.outloop.policy.LimitDefinition.Measure;
import dev.outloop.policy.LimitDefinition.Per;
import dev.outloop.spi.LimitStore.Charge;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/** What a request is charged with. */
final class Charges {

    private static final Pattern NUMBER = Pattern.compile("(0|[1-9][0-9]{0,11})(\\.[0-9]{1,6})?");

    private Charges() {}

    /**
     * The charge of one limit. Of bytes it is the request's body and the most that its service may answer with, as nobody
     * knows yet what comes. Of a request with others inside it, those are counted, and not the one that carries them.
     *
     * @param parts the requests inside it that the limit counts
     * @throws Refused if the limit counts a parameter that is not given, or is no plain number
     */
    static Charge of(AdmittedAction admitted, LimitDefinition limit, List<AdmittedAction> parts) throws Refused {
        return Charge.of(limit, subject(admitted, limit.per()), units(admitted, limit, parts));
    }

    /** Whom it is counted for. */
    static String subject(AdmittedAction admitted, Per per) {
        String workspace = admitted.binding().workspace().name();
        if (per == Per.ACCESS) {
            return workspace + "/" + admitted.binding().access().alias();
        }
        if (per == Per.CALLER) {
            return workspace + "/" + admitted.runtime().name();
        }
        if (per == Per.TENANT) {
            return admitted.binding().workspace().tenant().id();
        }
        if (per == Per.WORKSPACE) {
            return workspace;
        }
        throw new IllegalStateException("a limit per what this version does not know");
    }

    /** How many units of the charge were used by a call that did something. */
    static long used(AdmittedAction admitted, Charge charge, long responseBytes) {
        return charge.limit().measure().equals(Measure.BYTES)
                ? Math.min(charge.units(), bytes(admitted, responseBytes))
                : charge.units();
    }

    private static long units(AdmittedAction admitted, LimitDefinition limit, List<AdmittedAction> parts)
            throws Refused {
        Measure measure = limit.measure();
        if (measure.equals(Measure.BYTES)) {
            return bytes(admitted, admitted.binding().service().limits().maxResponseBodyBytes());
        }
        String parameter = measure.parameter().orElse(null);
        if (parameter == null) {
            // Of what is under way at a time, a batch is one connection, however much is in it.
            int calls = limit.kind() == Kind.CONCURRENCY ? 1 : Math.max(1, parts.size());
            return Units.times(calls, LimitDefinition.UNITS_PER_ONE);
        }
        boolean own = parts.isEmpty() || admitted.parameters().containsKey(parameter);
        long sum = own ? number(admitted, parameter) : 0;
        for (AdmittedAction part : parts) {
            sum = Units.plus(sum, number(part, parameter));
        }
        return sum;
    }

    private static long bytes(AdmittedAction admitted, long responseBytes) {
        byte[] body = admitted.request().body();
        long sum = Units.plus(body == null ? 0 : body.length, responseBytes);
        return Units.times(sum, LimitDefinition.UNITS_PER_ONE);
    }

    /** Only the one plain form, as a service might read any other differently. */
    private static long number(AdmittedAction admitted, String parameter) throws Refused {
        String text = admitted.parameters().get(parameter);
        if (text == null) {
            throw Refused.of(
                    ErrorCode.PARAMETER_MISSING,
                    "This access counts the parameter " + parameter + "; give it a number such as 12.50.");
        }
        if (!NUMBER.matcher(text).matches()) {
            throw Refused.of(
                    ErrorCode.PARAMETER_INVALID,
                    "This access counts the parameter " + parameter
                            + "; give it as a plain number of 0 or more, such as 12.50, with at most 12 digits and 6"
                            + " decimals.");
        }
        return new BigDecimal(text).movePointRight(6).longValueExact();
    }
}
