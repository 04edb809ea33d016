package dev.signalbox.agent.weave;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks the parameter of an advice that becomes a gate: a constant method handle of the instrumented class. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
@interface Gate {
    /** {@link Gates#ENTER}, {@link Gates#EXIT}, {@link Gates#CONSTRUCTED} or {@link Gates#NAMED}. */
    String value();
}
