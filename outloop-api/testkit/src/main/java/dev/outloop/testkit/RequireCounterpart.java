package dev.outloop.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Skips a test or a class where a program is missing, and fails it where {@value Counterparts#REQUIRED} is {@code 1}.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(CounterpartCondition.class)
public @interface RequireCounterpart {

    /** The programs, all of which have to be on the {@code PATH}. */
    String[] value();
}
