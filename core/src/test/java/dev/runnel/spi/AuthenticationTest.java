package dev.runnel.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Secret;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What must be set where, for a service to let a request in. */
class AuthenticationTest {
  private static final Option<Secret> KEY = Option.secret("api-key");
  private static final Option<Secret> TOKEN = Option.secret("auth-token");

  @Test
  void ofAllThatAreRequiredEachMustBeSet() {
    Authentication all = Authentication.requiresAtHome(KEY, TOKEN);
    assertThat(all.missing(name -> false)).containsExactly("api-key", "auth-token");
    assertThat(all.missing(Set.of("api-key")::contains)).containsExactly("auth-token");
    assertThat(all.missing(name -> true)).isEmpty();
  }

  @Test
  void whereOneIsEnoughTheFirstIsAskedFor() {
    Authentication one = Authentication.requiresOneAtHome(KEY, TOKEN);
    assertThat(one.required(true)).isTrue();
    assertThat(one.required(false)).isFalse();
    assertThat(one.missing(name -> false)).containsExactly("api-key");
    assertThat(one.missing(Set.of("auth-token")::contains)).isEmpty();
    assertThat(one.missing(Set.of("api-key")::contains)).isEmpty();
  }
}
