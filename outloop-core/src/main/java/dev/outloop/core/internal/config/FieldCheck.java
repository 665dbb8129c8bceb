package dev.outloop.core.internal.config;

import dev.outloop.action.ActionDefinition;
import dev.outloop.action.CredentialPlacement;
import dev.outloop.action.ParameterDefinition;
import dev.outloop.action.ParameterLocation;
import dev.outloop.action.PinPlace;
import dev.outloop.action.ServiceDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether the query names, headers and body members of an action are its own to set, and each is set by one thing. */
final class FieldCheck {

    private final ServiceDefinition service;
    private final String subject;
    private final Findings findings;
    private final List<Field> fields = new ArrayList<>();

    private record Field(String subject, ParameterLocation location, String name, boolean pinned) {

        /** Equal for two names that some service takes for one. */
        String folded() {
            return location + " " + WireNames.folded(name);
        }
    }

    FieldCheck(ServiceDefinition service, ActionDefinition action, String subject, Findings findings) {
        this.service = service;
        this.subject = subject;
        this.findings = findings;
        for (ParameterDefinition parameter : action.parameters()) {
            add(".params." + parameter.name(), parameter.location(), parameter.wireName(), false);
        }
        for (PinPlace place : action.pins()) {
            add(".pins." + place.pin(), place.location(), place.wireName(), true);
        }
    }

    private void add(String below, ParameterLocation location, String name, boolean pinned) {
        if (location != ParameterLocation.PATH) {
            fields.add(new Field(subject + below, location, name, pinned));
        }
    }

    void check() {
        for (Field field : fields) {
            requireWellFormedName(field);
            requireUnreservedHeader(field);
            requireOtherThanCredential(field);
        }
        requireDistinctFields();
        requireSeparateMembers();
    }

    private void requireWellFormedName(Field field) {
        if (field.location() == ParameterLocation.HEADER && !WireNames.isFieldName(field.name())) {
            findings.add(field.subject(), "expected a header name: letters, digits and !#$%&'*+-.^_`|~");
        } else if (field.location() == ParameterLocation.QUERY && !WireNames.isQueryName(field.name())) {
            findings.add(field.subject(), "expected a query name of visible ASCII characters");
        } else if (field.location() == ParameterLocation.BODY && !WireNames.isPointer(field.name())) {
            findings.add(field.subject(), "expected a JSON pointer such as \"/a/b\" (RFC 6901)");
        }
    }

    private void requireUnreservedHeader(Field field) {
        if (field.location() == ParameterLocation.HEADER && WireNames.isReserved(field.name())) {
            findings.add(
                    field.subject(),
                    "expected another header: this one is reserved, because it says where a message goes, who asks, or"
                            + " what is asked");
        }
    }

    private void requireOtherThanCredential(Field field) {
        for (CredentialPlacement placement : service.credentials()) {
            boolean header = field.location() == ParameterLocation.HEADER
                    && placement.header().filter(field.name()::equalsIgnoreCase).isPresent();
            boolean query = field.location() == ParameterLocation.QUERY
                    && placement
                            .query()
                            .map(WireNames::folded)
                            .filter(WireNames.folded(field.name())::equals)
                            .isPresent();
            if (header || query) {
                findings.add(
                        field.subject(), "expected another name: the credential of the service stands in this one");
            }
        }
    }

    private void requireDistinctFields() {
        Set<String> pinned = new HashSet<>();
        Set<String> exact = new HashSet<>();
        for (Field field : fields) {
            if (field.pinned() && !pinned.add(field.folded())) {
                findings.add(field.subject(), "expected each place to be pinned once");
            }
        }
        for (Field field : fields) {
            if (field.pinned()) {
                continue;
            }
            String name =
                    field.location() == ParameterLocation.HEADER ? field.folded() : field.location() + field.name();
            if (pinned.contains(field.folded())) {
                findings.add(field.subject(), "expected a place that is not pinned, in any spelling of its name");
            } else if (!exact.add(name)) {
                findings.add(field.subject(), "expected a place that no other parameter has");
            }
        }
    }

    /** Whoever sets an object could set a member of it a second time. */
    private void requireSeparateMembers() {
        Set<String> pointers = new HashSet<>();
        for (Field field : fields) {
            if (field.location() == ParameterLocation.BODY) {
                pointers.add(WireNames.folded(field.name()));
            }
        }
        for (Field field : fields) {
            String pointer = field.location() == ParameterLocation.BODY ? WireNames.folded(field.name()) : "";
            for (int cut = pointer.lastIndexOf('/'); cut > 0; cut = pointer.lastIndexOf('/', cut - 1)) {
                if (pointers.contains(pointer.substring(0, cut))) {
                    findings.add(field.subject(), "expected a place that is not inside another parameter or pin");
                }
            }
        }
    }
}
