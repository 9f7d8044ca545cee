package dev.costspan.outcome;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method whose call is one business outcome: everything that its AI calls cost, failures and retries included, is added up
 * under its name. On a type, every public method of the type is one.
 *
 * <pre>{@code
 * @CostedOutcome(value = "support.resolution", team = "support", successWhen = "resolved")
 * Resolution resolve(Ticket ticket);
 * }</pre>
 *
 * <p>A normal return is a success, an exception a failure. What is returned may end later, and then the outcome ends with it;
 * when it is cancelled, or garbage before it ends, the outcome is abandoned:
 *
 * <ul>
 *   <li>a {@link java.util.concurrent.CompletionStage} ends it by itself;
 *   <li>another {@link java.util.concurrent.Future} tells nobody of its end: the caller gets a stand-in, and the outcome ends when
 *       somebody sees through it that the future is done, or cancels it;
 *   <li>of a {@link java.util.concurrent.Flow.Publisher} the caller gets a stand-in, and each subscription is an outcome: that of
 *       the first begins with the call, and the last element is the result;
 *   <li>Reactor's {@code Mono} and {@code Flux} are the same, but begin with each subscription: what the method does before it
 *       returns the stream is not part of it. An empty one is a success, unless {@link #successWhen} has nothing to read.
 * </ul>
 *
 * <p>Other types, such as an RxJava {@code Single}, are taken for results.
 *
 * <p>The annotation alone does nothing: something must stand around the call, such as {@link Outcomes#proxy} or an interceptor of
 * CDI. A recursive call is part of the outer one.
 *
 * <p>A <em>path</em> names a property of the result: public methods without parameters, such as a record's components, joined by
 * dots, as in {@code resolved} or {@code answer.cases}; {@code isX} and {@code getX} may be written {@code x}. It is checked against
 * the declared type of the result, or where that is {@code Object}, when it is read. What cannot be read is unknown, as is
 * everything of a result that is null; an outcome fails for the reason {@code unknown} where {@link #successWhen} is.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface CostedOutcome {

    /** The outcome's name, such as {@code support.resolution}: few values, without ids. */
    String value();

    /** The team that answers for the spend; empty leaves what is in scope. */
    String team() default "";

    /** The product it is part of; empty leaves what is in scope. */
    String product() default "";

    /** The feature of the product; empty leaves what is in scope. */
    String feature() default "";

    /** Who is called when the spend goes wrong; empty leaves what is in scope. */
    String owner() default "";

    /** The path to a boolean of the result that says whether it was reached, {@code !} before it turns it round; empty means any result. */
    String successWhen() default "";

    /** How many units of work it holds: a decimal number, or the path to a number or a collection of the result; empty means unknown. */
    String quantity() default "";

    /** What it is worth: an amount such as {@code 4.50 USD}, or the path to a {@code Money} of the result; empty means unknown. */
    String worth() default "";

    /** When it is known whether it was reached. */
    Settle settle() default Settle.ON_RETURN;

    /** When it is known whether an outcome was reached. */
    enum Settle {
        /** When the method's result is there. */
        ON_RETURN,
        /** Later: a success is pending until {@link Outcomes#confirm} says so; an exception is a failure at once. */
        LATER
    }
}
