package dev.outloop.core.cases;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a test method as the driver of these cases. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface CaseId {
    String[] value();
}
