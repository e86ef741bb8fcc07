// SPDX-License-Identifier: Apache-2.0
package probus.facts;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The documentation of one kind of event, readable at run time ({@link EventCatalog}). */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface KernelEvent {
    /** {@return what happened, one sentence} */
    String value();

    /** {@return the kernel file and function, {@code ""} for what is not the kernel's} */
    String kernel() default "";

    /** {@return the short name that the kernel model's specification uses} */
    String shortName();
}
