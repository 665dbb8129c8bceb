package dev.outloop.testkit.twin.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.outloop.error.ErrorCode;
import dev.outloop.testkit.twin.Twin;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TwinTest {

    private static final String HERE = "dev.outloop.testkit.twin.sample";
    private static final String DOOR = HERE + ".Door";

    private static Function<String, Object> visit(Twin twin) {
        @SuppressWarnings("unchecked")
        Function<String, Object> visit = twin.newInstance(Function.class, Visit.class);
        return visit;
    }

    @Test
    void unchangedTwinActsLikeTheOriginal() {
        Twin twin = Twin.unchanged(HERE);

        assertThat(visit(twin).apply("ann")).isEqualTo(new Visit().apply("ann")).isEqualTo("in with 3 ann thing");
        assertThatIllegalStateException().isThrownBy(() -> visit(twin).apply("stranger"));
        assertThat(visit(twin).apply("ann!")).isEqualTo("shut");
        assertThat(twin.reached()).isZero();
    }

    @Test
    void takesOutEveryOverloadOfAVoidMethod() {
        Twin twin = Twin.without(DOOR + "#requireKnown", HERE);

        assertThat(visit(twin).apply("stranger")).isEqualTo("in with 8 stranger thing");
        assertThat(visit(twin).apply("")).isEqualTo("in with 0  thing");
        assertThat(twin.reached()).isEqualTo(4);
        twin.requireReached();
    }

    @Test
    void takenOutBooleanIsFalseIntIsZeroObjectIsNull() {
        assertThat(visit(Twin.without(DOOR + "$Lock#isShut", HERE)).apply("ann!"))
                .isEqualTo("in with 4 ann! thing");
        assertThat(visit(Twin.without(DOOR + "#count", HERE)).apply("ann")).isEqualTo("in with 0 ann thing");
        assertThat(visit(Twin.without(DOOR + "#nothing", HERE)).apply("ann")).isEqualTo("in with 3 ann null");
    }

    @Test
    void passesTheFirstArgumentThrough() {
        Twin twin = Twin.passingThrough(DOOR + "#wash", HERE);

        assertThat(visit(Twin.unchanged(HERE)).apply("dirty")).isEqualTo("in with 5 y thing");
        assertThat(visit(twin).apply("dirty")).isEqualTo("in with 5 dirty thing");
        twin.requireReached();
    }

    @Test
    void leavesTheOriginalAsItIs() {
        Twin twin = Twin.without(DOOR + "#requireKnown", HERE);

        assertThat(visit(twin).apply("stranger")).isNotNull();
        assertThatIllegalStateException().isThrownBy(() -> new Visit().apply("stranger"));
    }

    @Test
    void twinsCountOnTheirOwn() {
        Twin one = Twin.without(DOOR + "#requireKnown", HERE);
        Twin other = Twin.without(DOOR + "#requireKnown", HERE);

        visit(one).apply("ann");

        assertThat(one.reached()).isEqualTo(2);
        assertThat(other.reached()).isZero();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(other::requireReached)
                .withMessageContaining("requireKnown");
    }

    @Test
    void sharesTypesOutsideThePrefixes() throws Exception {
        Twin twin = Twin.unchanged(HERE);

        assertThat(visit(twin).apply("code")).isSameAs(ErrorCode.PIN_MISMATCH);
        assertThat(twin.load(DOOR)).isNotSameAs(Door.class);
        assertThat(twin.load(ErrorCode.class.getName())).isSameAs(ErrorCode.class);
    }

    @Test
    void prefixEndsAtAName() throws Exception {
        Twin twin = Twin.unchanged(HERE + ".Do");

        assertThat(twin.load(DOOR)).isSameAs(Door.class);
    }

    @Test
    void servicesAreLookedUpInTheTwin() throws Exception {
        Twin twin = Twin.unchanged(HERE);
        ClassLoader before = Thread.currentThread().getContextClassLoader();

        ClassLoader inside = twin.call(() -> Thread.currentThread().getContextClassLoader());

        assertThat(inside).isSameAs(twin.load(DOOR).getClassLoader());
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void refusesWhatCannotBeTakenOut() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Twin.without(DOOR + "#requireNown", HERE))
                .withMessageContaining("declares no method requireNown");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Twin.without(HERE + ".Window#open", HERE))
                .withMessageContaining("no class " + HERE + ".Window");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Twin.without(DOOR + "#requireKnown"))
                .withMessageContaining("below none of the prefixes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Twin.without(DOOR + "$Sealed#noCode", HERE))
                .withMessageContaining("no code");
        assertThatIllegalArgumentException().isThrownBy(() -> Twin.without(DOOR, HERE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Twin.passingThrough(DOOR + "#requireKnown", HERE))
                .withMessageContaining("cannot return its first argument");
        assertThatIllegalArgumentException().isThrownBy(() -> Twin.passingThrough(DOOR + "#unlike", HERE));
    }

    @Test
    void refusesFixturesThatWouldNotBeOfTheTwin() {
        Twin twin = Twin.unchanged(HERE);

        assertThatIllegalArgumentException().isThrownBy(() -> twin.newInstance(StringBuilder.class));
        assertThatIllegalArgumentException().isThrownBy(() -> twin.newInstance(Visit.class, Visit.class));
        assertThatExceptionOfType(ClassCastException.class)
                .isThrownBy(() -> twin.newInstance(Supplier.class, Visit.class));
        assertThatIllegalStateException()
                .isThrownBy(() -> twin.newInstance(Function.class, Refusing.class))
                .withRootCauseInstanceOf(ArithmeticException.class);
        assertThatIllegalStateException().isThrownBy(() -> twin.newInstance(Function.class, NoDefault.class));
    }

    static final class Refusing {
        Refusing() {
            throw new ArithmeticException();
        }
    }

    record NoDefault(String name) {}
}
