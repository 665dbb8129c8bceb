package dev.outloop.core.internal.config;

import dev.outloop.action.ActionDefinition;
import dev.outloop.action.BodyRule;
import dev.outloop.action.ParameterDefinition;
import dev.outloop.action.ParameterLocation;
import dev.outloop.action.ParameterType;
import dev.outloop.action.PinPlace;
import dev.outloop.action.ResourceTemplate;
import dev.outloop.action.ServiceDefinition;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether an action of a service with pins names every place where a tenant stands, and says how its queries are bound. */
final class PinCoverCheck {

    private final ServiceDefinition service;
    private final ActionDefinition action;
    private final String subject;
    private final Findings findings;

    PinCoverCheck(ServiceDefinition service, ActionDefinition action, String subject, Findings findings) {
        this.service = service;
        this.action = action;
        this.subject = subject;
        this.findings = findings;
    }

    void check() {
        Set<String> names = PinNames.folded(service);
        for (ParameterDefinition parameter : action.parameters()) {
            String below = subject + ".params." + parameter.name();
            if (PinNames.isNamedBy(parameter, names)) {
                findings.add(
                        below,
                        "expected a place of the pin instead, because a pin of the service goes by this name; a value"
                                + " that the agent chooses has another name");
            }
            parameter.template().ifPresent(template -> requireKnownSlots(below, template));
            requireBoundQuery(below, parameter);
        }
        for (PinPlace place : action.pins()) {
            requireSettledPlace(place);
        }
        if (action.body() == BodyRule.GRAPHQL) {
            requireGraphql();
        }
    }

    /** What may be meant otherwise. */
    void warn() {
        if (!service.pins().isEmpty() && PinNames.of(service, action).isEmpty() && !hasRequests()) {
            findings.add(
                    subject,
                    "no pin of the service stands in this action, so it is the same for every workspace: it reaches"
                            + " whatever the credential reaches");
        }
        for (ParameterDefinition parameter : action.parameters()) {
            if (!service.pins().isEmpty() && parameter.credentialScope()) {
                findings.add(
                        subject + ".params." + parameter.name(),
                        "nobody judges the text of this query: the credential alone bounds which accounts it reaches");
            }
        }
    }

    private void requireKnownSlots(String below, ResourceTemplate template) {
        if (!service.pins().keySet().containsAll(template.pins())) {
            findings.add(
                    below,
                    "expected a template whose slots are {*} or pins of the service",
                    "services." + service.name() + ".pins");
        }
    }

    private void requireBoundQuery(String below, ParameterDefinition parameter) {
        if (parameter.type() != ParameterType.QUERY) {
            return;
        }
        boolean free = parameter.queries().isEmpty();
        if (free && !parameter.credentialScope() && !service.pins().isEmpty()) {
            findings.add(
                    below,
                    "expected \"queries\" to choose from, or \"scope: credential\" if the credential alone bounds which"
                            + " accounts a query of the agent's own reaches");
        }
        for (PinPlace place : action.pins()) {
            String name = place.wireName().substring(place.wireName().lastIndexOf('/') + 1);
            boolean used = parameter.queries().values().stream()
                    .allMatch(text -> text.matches("(?s).*\\$" + Pattern.quote(name) + "\\b.*"));
            if (isVariable(place.location(), place.wireName()) && !used) {
                findings.add(below, "expected every query to use the variable in which a pin stands");
            }
        }
    }

    private void requireSettledPlace(PinPlace place) {
        String below = subject + ".pins." + place.pin();
        Optional<ResourceTemplate> template = place.template();
        boolean inside = isInsideTree(place);
        template.ifPresent(known -> requireKnownSlots(below, known));
        if (template.isPresent() && !template.get().pins().contains(place.pin())) {
            findings.add(below, "expected a template with a slot of the pin's name");
        }
        if (!inside
                && (!place.required()
                        || (template.isPresent() && !template.get().isComplete()))) {
            findings.add(
                    below,
                    "expected a parameter with this template instead, because the broker fills a pin in wherever it"
                            + " stands outside JSON of any shape");
        }
        boolean wild = place.location() == ParameterLocation.BODY
                && Set.of(place.wireName().split("/", -1)).contains("*");
        if (wild && !inside) {
            findings.add(below, "expected \"*\" only below a parameter of type json");
        }
    }

    private void requireGraphql() {
        boolean judged = false;
        for (ParameterDefinition parameter : action.parameters()) {
            String name = parameter.wireName();
            boolean body = parameter.location() == ParameterLocation.BODY;
            judged |= body && name.equals("/query") && parameter.type() == ParameterType.QUERY;
            requireGraphqlMember(".params." + parameter.name(), parameter.location(), name);
        }
        for (PinPlace place : action.pins()) {
            requireGraphqlMember(".pins." + place.pin(), place.location(), place.wireName());
        }
        if (!judged) {
            findings.add(
                    subject + ".body",
                    "expected a parameter \"in: body\" at /query of type query, because that is where a query stands");
        }
    }

    private void requireGraphqlMember(String below, ParameterLocation location, String name) {
        boolean known = name.equals("/query") || name.equals("/operationName") || name.startsWith("/variables");
        if (location == ParameterLocation.BODY && !known) {
            findings.add(subject + below, "expected /query, /operationName or a place in /variables");
        }
    }

    private boolean isVariable(ParameterLocation location, String name) {
        return action.body() == BodyRule.GRAPHQL
                && location == ParameterLocation.BODY
                && name.startsWith("/variables/")
                && name.indexOf('/', "/variables/".length()) < 0;
    }

    private boolean isInsideTree(PinPlace place) {
        return place.location() == ParameterLocation.BODY
                && action.parameters().stream()
                        .anyMatch(parameter -> parameter.type() == ParameterType.JSON
                                && parameter.location() == ParameterLocation.BODY
                                && place.wireName().startsWith(parameter.wireName() + "/"));
    }

    private boolean hasRequests() {
        return action.parameters().stream().anyMatch(parameter -> parameter.type() == ParameterType.REQUESTS);
    }
}
