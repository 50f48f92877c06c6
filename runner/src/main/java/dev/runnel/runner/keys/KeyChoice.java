package dev.runnel.runner.keys;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.ChatException;
import dev.runnel.runner.policy.Key;
import java.util.function.Function;

/** The credential to ask with, or why there is none. */
public sealed interface KeyChoice {
  /** One function a kind. */
  <R> R fold(Function<? super Key, ? extends R> usable, Function<? super ChatException, R> none);

  /** This one's turn has come. */
  record Usable(Key key) implements KeyChoice {
    public Usable {
      requireNonNull(key, "key is null");
    }

    @Override
    public <R> R fold(
        Function<? super Key, ? extends R> usable, Function<? super ChatException, R> none) {
      return usable.apply(key);
    }
  }

  /**
   * All are left aside, or rest.
   *
   * @param reason names them and says what to do; where one only rests, its {@linkplain
   *     ChatException#retry() advice} says for how long
   */
  record None(ChatException reason) implements KeyChoice {
    public None {
      requireNonNull(reason, "reason is null");
    }

    @Override
    public <R> R fold(
        Function<? super Key, ? extends R> usable, Function<? super ChatException, R> none) {
      return none.apply(reason);
    }
  }
}
