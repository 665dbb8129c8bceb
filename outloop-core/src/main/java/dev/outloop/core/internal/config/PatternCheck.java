package dev.outloop.core.internal.config;

import dev.outloop.action.ActionDefinition;
import dev.outloop.action.ParameterDefinition;
import dev.outloop.action.PinDefinition;
import dev.outloop.action.ServiceDefinition;

/** Whether every pattern of a service is of the kind that is matched in linear time. */
final class PatternCheck {

    static final String EXPECTED =
            "expected a pattern of literals, classes, groups, alternation and quantifiers, without back-references or"
                    + " look-around";

    private final ServiceDefinition service;
    private final Patterns patterns;
    private final Findings findings;

    PatternCheck(ServiceDefinition service, Patterns patterns, Findings findings) {
        this.service = service;
        this.patterns = patterns;
        this.findings = findings;
    }

    void check() {
        String subject = "services." + service.name();
        for (PinDefinition pin : service.pins().values()) {
            pin.pattern().ifPresent(pattern -> requirePattern(subject + ".pins." + pin.name() + ".pattern", pattern));
        }
        for (ActionDefinition action : service.actions().values()) {
            for (ParameterDefinition parameter : action.parameters()) {
                String below = subject + ".actions." + action.name() + ".params." + parameter.name() + ".pattern";
                parameter.pattern().ifPresent(pattern -> requirePattern(below, pattern));
            }
        }
    }

    private void requirePattern(String subject, String pattern) {
        try {
            patterns.compile(pattern);
        } catch (IllegalArgumentException e) {
            findings.add(subject, EXPECTED);
        }
    }
}
