package dev.outloop.core.internal.config;

import dev.outloop.action.ActionDefinition;
import dev.outloop.action.BodyRule;
import dev.outloop.action.CredentialPlacement;
import dev.outloop.action.ParameterDefinition;
import dev.outloop.action.ParameterLocation;
import dev.outloop.action.ParameterType;
import dev.outloop.action.PinPlace;
import dev.outloop.action.ServiceDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether the query names, headers and body members of an action are its own to set, and each is set by one thing. */
final class FieldCheck {

    private final ServiceDefinition service;
    private final String subject;
    private final Findings findings;
    private final BodyRule body;
    private final List<Field> fields = new ArrayList<>();

    private record Field(
            String subject,
            ParameterLocation location,
            String name,
            boolean pinned,
            @Nullable ParameterType type) {

        /** Equal for two names that some service takes for one. */
        String folded() {
            return location + " " + WireNames.folded(name);
        }
    }

    FieldCheck(ServiceDefinition service, ActionDefinition action, String subject, Findings findings) {
        this.service = service;
        this.subject = subject;
        this.findings = findings;
        this.body = action.body();
        for (ParameterDefinition parameter : action.parameters()) {
            add(".params." + parameter.name(), parameter.location(), parameter.wireName(), parameter.type());
        }
        for (PinPlace place : action.pins()) {
            add(".pins." + place.pin(), place.location(), place.wireName(), null);
        }
    }

    private void add(String below, ParameterLocation location, String name, @Nullable ParameterType type) {
        if (location != ParameterLocation.PATH) {
            fields.add(new Field(subject + below, location, name, type == null, type));
        }
    }

    void check() {
        for (Field field : fields) {
            requireWellFormedName(field);
            requireUnreservedHeader(field);
            refuseMethodOverride(field);
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
        } else if (field.location() == ParameterLocation.BODY && body.isForm()) {
            requireFieldName(field);
        } else if (field.location() == ParameterLocation.BODY && !isPointer(field)) {
            findings.add(field.subject(), "expected a JSON pointer such as \"/a/b\" (RFC 6901)");
        }
    }

    private void requireFieldName(Field field) {
        if (!WireNames.isPointer(field.name())
                || !WireNames.isFormName(field.name().substring(1))) {
            findings.add(field.subject(), "expected a field's name of visible ASCII characters but \"%\\;");
        }
    }

    /** JSON of any shape may be the whole body. */
    private static boolean isPointer(Field field) {
        boolean whole =
                field.name().isEmpty() && field.type() != null && field.type().isTree();
        return whole || WireNames.isPointer(field.name());
    }

    private void refuseMethodOverride(Field field) {
        boolean member =
                field.location() != ParameterLocation.BODY || field.name().lastIndexOf('/') == 0;
        if (member
                && WireNames.isMethodOverride(
                        field.name().substring(field.name().startsWith("/") ? 1 : 0))) {
            findings.add(field.subject(), "expected another name: by this one services take another method");
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

    /** Whoever sets an object could set a member of it a second time; but a pin is judged inside JSON of any shape. */
    private void requireSeparateMembers() {
        Set<String> pointers = new HashSet<>();
        Set<String> trees = new HashSet<>();
        for (Field field : fields) {
            if (field.location() == ParameterLocation.BODY) {
                (field.type() == ParameterType.JSON ? trees : pointers).add(WireNames.folded(field.name()));
            }
        }
        for (Field field : fields) {
            String pointer = field.location() == ParameterLocation.BODY ? WireNames.folded(field.name()) : "";
            for (int cut = pointer.lastIndexOf('/'); cut >= 0; cut = pointer.lastIndexOf('/', cut - 1)) {
                String above = pointer.substring(0, cut);
                if (pointers.contains(above) || (!field.pinned() && trees.contains(above))) {
                    findings.add(field.subject(), "expected a place that is not inside another parameter or pin");
                }
            }
        }
    }
}
