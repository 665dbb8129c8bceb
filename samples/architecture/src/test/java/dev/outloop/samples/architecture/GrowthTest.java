package dev.outloop.samples.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a host compiles against must be able to grow without breaking it. */
@DisplayName("What hosts compile against")
class GrowthTest {

    /** A record's components and an enum's constants are fixed for good; these are closed by what they mean. */
    private static final Set<String> CLOSED = Set.of(
            // Names, and nothing but names.
            "dev.outloop.identity.Tenant",
            "dev.outloop.identity.AgentRuntime",
            "dev.outloop.spi.SpiVersion",
            // The grammar of a reference is published and has two parts.
            "dev.outloop.secret.SecretRef",
            // RFC 9110, section 5: a field is a name and a value.
            "dev.outloop.action.HttpField",
            // A template's segment is text around at most one slot; more would be ambiguous.
            "dev.outloop.action.PathTemplate$Segment",
            // A line of a trace for people.
            "dev.outloop.policy.Explanation$Step",
            // Allow, deny, ask: a fourth would have to be one of them for every evaluator that exists.
            "dev.outloop.policy.Decision$Kind",
            // Yes, no, not yet.
            "dev.outloop.spi.Approver$Answer",
            // Who has to act; a host's switch over it must stay complete.
            "dev.outloop.error.ErrorCode$Kind",
            // Nothing, something or not known: complete by logic.
            "dev.outloop.action.Effect",
            "dev.outloop.action.Exposure");

    private static final DescribedPredicate<JavaClass> FIXED =
            DescribedPredicate.describe("are records or enums", type -> type.isRecord() || type.isEnum());

    private static final ArchRule NOTHING_ELSE_IS_FIXED = classes()
            .that(Imported.hostApi())
            .and(FIXED)
            .should(ArchConditions.<JavaClass>be(
                    DescribedPredicate.describe("on the closed list", type -> CLOSED.contains(type.getName()))));

    private static final ArchRule FOREIGN_TYPES_STAY_INSIDE = classes()
            .that(Imported.hostApi())
            .should(new ArchCondition<JavaClass>("show types of the JDK and of the public API only") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    Stream<JavaClass> parents =
                            Stream.concat(type.getRawInterfaces().stream(), type.getRawSuperclass().stream());
                    Stream<JavaClass> members = type.getMembers().stream()
                            .filter(GrowthTest::isShown)
                            .flatMap(member -> member.getAllInvolvedRawTypes().stream());
                    Stream.concat(parents, members)
                            .map(JavaClass::getBaseComponentType)
                            .filter(shown -> !shown.isPrimitive() && !isOwn(shown))
                            .forEach(shown -> events.add(
                                    SimpleConditionEvent.violated(type, type.getName() + " shows " + shown.getName())));
                }
            });

    private static boolean isShown(JavaMember member) {
        Set<JavaModifier> modifiers = member.getModifiers();
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static boolean isOwn(JavaClass type) {
        return Imported.isIn(type, "java")
                || Imported.isIn(type, "dev.outloop") && !(type.getPackageName() + ".").contains(".internal.");
    }

    @Test
    void hasNoRecordOrEnumThatALaterVersionWouldExtend() {
        Verdict.holds(NOTHING_ELSE_IS_FIXED);
        Verdict.breaks(
                NOTHING_ELSE_IS_FIXED,
                "FixedRequest",
                "package dev.outloop.action; public record FixedRequest(String alias, String action) {}");
        Verdict.breaks(
                NOTHING_ELSE_IS_FIXED,
                "Placements",
                "package dev.outloop.core; public final class Placements { public enum Place { HEADER, QUERY } }");
    }

    @Test
    void hasEveryTypeOfTheClosedList() {
        assertThat(Imported.ALL.stream().filter(FIXED).map(JavaClass::getName)).containsAll(CLOSED);
    }

    @Test
    void showsNoForeignAndNoInternalType() {
        Verdict.holds(FOREIGN_TYPES_STAY_INSIDE);
        Verdict.breaks(
                FOREIGN_TYPES_STAY_INSIDE,
                "com.fasterxml.jackson.databind.JsonNode",
                "package dev.outloop.core; public class Trees {"
                        + " public java.util.List<com.fasterxml.jackson.databind.JsonNode> trees() { return null; } }");
        Verdict.breaks(
                FOREIGN_TYPES_STAY_INSIDE,
                "org.apache.hc.client5.http.classic.HttpClient",
                "package dev.outloop.spi; public interface Sends {"
                        + " void with(org.apache.hc.client5.http.classic.HttpClient client); }");
        Verdict.breaks(
                FOREIGN_TYPES_STAY_INSIDE,
                "internal.admit.Snapshot",
                "package dev.outloop.core; public class Leaks {"
                        + " public dev.outloop.core.internal.admit.Snapshot snapshot; }");
    }
}
