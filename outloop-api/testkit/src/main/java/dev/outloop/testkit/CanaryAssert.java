package dev.outloop.testkit;

import dev.outloop.testkit.fake.Canary;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.AbstractAssert;

/** Says where a planted value is and is not, in any of its simple encodings. */
public final class CanaryAssert extends AbstractAssert<CanaryAssert, Canary> {

    CanaryAssert(Canary actual) {
        super(actual, CanaryAssert.class);
    }

    /** It is nowhere in there. First assert with {@link #isPresentIn} that it could have been. */
    public CanaryAssert isAbsentFrom(byte[] output) {
        isNotNull();
        actual.find(output).ifPresent(place -> failWithMessage("%s was found: %s", actual, place));
        return this;
    }

    /** It is nowhere in there; the text is taken as UTF-8. */
    public CanaryAssert isAbsentFrom(CharSequence output) {
        return isAbsentFrom(output.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** It is somewhere in there. */
    public CanaryAssert isPresentIn(byte[] output) {
        isNotNull();
        if (!actual.isFoundIn(output)) {
            failWithMessage("%s was not found in %s bytes", actual, output.length);
        }
        return this;
    }

    /** It is somewhere in there; the text is taken as UTF-8. */
    public CanaryAssert isPresentIn(CharSequence output) {
        return isPresentIn(output.toString().getBytes(StandardCharsets.UTF_8));
    }
}
