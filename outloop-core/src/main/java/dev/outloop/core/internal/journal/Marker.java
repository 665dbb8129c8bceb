package dev.outloop.core.internal.journal;

import dev.outloop.action.ParameterAudit;
import dev.outloop.action.ParameterDefinition;
import dev.outloop.core.internal.admit.AdmittedAction;
import dev.outloop.core.internal.admit.Framed;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says of an admitted request what may stand on the trail: no pin, no body, of a parameter what its definition allows. */
final class Marker {

    private static final String DOMAIN = "dev.outloop.audit.parameter.v1";
    private static final String KEYED = "hmac:";

    private final FingerprintKey key;
    private final Scrub scrub;

    Marker(FingerprintKey key, Scrub scrub) {
        this.key = key;
        this.scrub = scrub;
    }

    Marks mark(AdmittedAction admitted) {
        Map<String, String> given = admitted.parameters();
        Map<String, String> marked = new LinkedHashMap<>();
        for (ParameterDefinition parameter : admitted.action().parameters()) {
            String value = given.get(parameter.name());
            if (value != null && parameter.audit() != ParameterAudit.NONE) {
                marked.put(parameter.name(), told(admitted, parameter, value));
            }
        }
        String request = RequestFingerprint.of(
                key,
                admitted.request(),
                admitted.action().name(),
                admitted.binding().definition());
        return new Marks(request, marked);
    }

    private String told(AdmittedAction admitted, ParameterDefinition parameter, String value) {
        if (parameter.audit() == ParameterAudit.VALUE) {
            String text = scrub.scrub(value, admitted.binding().workspace().name());
            if (!text.isEmpty() || value.isEmpty()) {
                return text;
            }
        }
        return KEYED
                + key.fingerprint(new Framed()
                        .text(DOMAIN)
                        .text(admitted.binding().workspace().tenant().id())
                        .text(admitted.binding().service().name())
                        .text(admitted.action().name())
                        .text(parameter.name())
                        .text(value));
    }
}
