package dev.runnel.fake.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Puts a fake into a test, as a {@link dev.runnel.fake.FakeProvider} or as its {@link
 * dev.runnel.api.ChatClient}:
 *
 * <pre>{@code
 * @Test
 * void greets(@Fake("Hello!") ChatClient client) { … }
 *
 * @Test
 * void asksOnce(@Fake("Hello!") FakeProvider fake) { … }
 * }</pre>
 *
 * Each test has fakes of its own. Parameters with one id are one fake. After the test it is held to
 * its script ({@link dev.runnel.fake.FakeProvider#verify}), unless the test had failed, and closed.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(FakeParameters.class)
public @interface Fake {
  /** What it answers every request; empty, the default: nothing, until the test says what. */
  String value() default "";

  /** Its id. */
  String id() default "fake";
}
