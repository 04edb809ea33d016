package dev.signalbox.core.control;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The text a JMX console shows for a bean, attribute, operation or parameter. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PARAMETER})
public @interface Description {
    /** What it is, in one sentence. */
    String value();

    /** The unit of a number, empty where it has none. */
    String unit() default "";

    /** The parameter's name as shown; only for parameters. */
    String name() default "";
}
