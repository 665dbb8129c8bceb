package dev.outloop.core.internal.config;

import dev.outloop.action.ActionDefinition;
import dev.outloop.action.BodyRule;
import dev.outloop.action.ParameterDefinition;
import dev.outloop.action.ParameterLocation;
import dev.outloop.action.ParameterType;
import dev.outloop.action.PinPlace;
import dev.outloop.action.ServiceDefinition;
import java.util.List;

/** Whether each slot of an action's path is filled by exactly one thing, and its body can be judged. */
final class SlotCheck {

    private final ServiceDefinition service;
    private final ActionDefinition action;
    private final String subject;
    private final Findings findings;

    SlotCheck(ServiceDefinition service, ActionDefinition action, String subject, Findings findings) {
        this.service = service;
        this.action = action;
        this.subject = subject;
        this.findings = findings;
    }

    void check() {
        requireEachSlotFilledOnce();
        requireEachPathParameterSlotted();
        requireKnownPins();
        requireEachPathPinSlotted();
        requireJudgedBody();
        requireBodyOfFields();
        requirePlaceOfType();
    }

    private void requireEachSlotFilledOnce() {
        for (String slot : action.path().slots()) {
            long parameters = pathParameters().stream()
                    .filter(parameter -> parameter.wireName().equals(slot))
                    .count();
            boolean pinned = service.pins().containsKey(slot);
            if (parameters == 0 && !pinned) {
                findings.add(
                        subject + ".path",
                        "expected every slot to be a parameter with \"in: path\" or a pin of the service",
                        subject + ".params");
            } else if (parameters + (pinned ? 1 : 0) > 1) {
                findings.add(subject + ".path", "expected every slot to be one parameter or one pin, not both");
            }
        }
    }

    private void requireEachPathParameterSlotted() {
        for (ParameterDefinition parameter : pathParameters()) {
            if (!action.path().slots().contains(parameter.wireName())) {
                findings.add(
                        subject + ".params." + parameter.name(),
                        "expected a slot of this name in the action's path",
                        subject + ".path");
            }
            if (!parameter.required()) {
                findings.add(subject + ".params." + parameter.name(), "expected a path parameter to be required");
            }
        }
    }

    private void requireKnownPins() {
        for (PinPlace place : action.pins()) {
            if (!service.pins().containsKey(place.pin())) {
                findings.add(
                        subject + ".pins." + place.pin(),
                        "expected the name of a pin of the service"
                                + Nearest.hint(place.pin(), service.pins().keySet()),
                        "services." + service.name() + ".pins." + place.pin());
            }
        }
    }

    private void requireEachPathPinSlotted() {
        for (PinPlace place : action.pins()) {
            boolean inPath = place.location() == ParameterLocation.PATH;
            if (inPath
                    && !(place.wireName().equals(place.pin())
                            && action.path().slots().contains(place.pin()))) {
                findings.add(subject + ".pins." + place.pin(), "expected the path to have a slot of the pin's name");
            }
        }
    }

    /** Bytes that nobody reads could name another tenant. */
    private void requireJudgedBody() {
        boolean pinned =
                !action.pins().isEmpty() || action.path().slots().stream().anyMatch(service.pins()::containsKey);
        if (pinned && action.body() == BodyRule.ANY) {
            findings.add(
                    subject + ".body", "expected json, graphql, form, multipart or none, because the action has pins");
        }
    }

    private void requireBodyOfFields() {
        boolean inBody = action.parameters().stream().anyMatch(p -> p.location() == ParameterLocation.BODY)
                || action.pins().stream().anyMatch(p -> p.location() == ParameterLocation.BODY);
        if (inBody && !action.body().isJson() && !action.body().isForm()) {
            findings.add(
                    subject + ".body",
                    "expected json, graphql, form or multipart, because parameters or pins stand in the body");
        }
    }

    /** JSON stands in bodies alone; a query in a path or header has no server that reads it. */
    private void requirePlaceOfType() {
        for (ParameterDefinition parameter : action.parameters()) {
            ParameterLocation location = parameter.location();
            boolean body = location == ParameterLocation.BODY;
            boolean query = parameter.type() == ParameterType.QUERY && location == ParameterLocation.QUERY;
            boolean special = parameter.type().isTree() || parameter.type() == ParameterType.QUERY;
            if (special && !body && !query) {
                findings.add(
                        subject + ".params." + parameter.name(),
                        "expected \"in: body\", or for a query \"in: query\", because of its type");
            }
        }
    }

    private List<ParameterDefinition> pathParameters() {
        return action.parameters().stream()
                .filter(parameter -> parameter.location() == ParameterLocation.PATH)
                .toList();
    }
}
