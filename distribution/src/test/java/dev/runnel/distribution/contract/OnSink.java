package dev.runnel.distribution.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Outcome;
import dev.runnel.api.TokenSink;
import dev.runnel.sandbox.script.Gate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The view of a {@link TokenSink}. */
final class OnSink extends CalledBack {
  private final List<Outcome> ends = new CopyOnWriteArrayList<>();

  private OnSink(Setting setting, Promise promise, Upstream upstream, Gate heard) {
    super(setting, promise, upstream, heard);
  }

  static Listening start(Setting setting, Promise promise, Upstream upstream, Gate heard) {
    OnSink view = new OnSink(setting, promise, upstream, heard);
    view.call.stream(
        new TokenSink() {
          @Override
          public void onToken(String token) {
            view.token(token);
          }

          @Override
          public void onEnd(Outcome outcome) {
            view.over("end");
            view.ends.add(outcome);
          }
        });
    return view;
  }

  @Override
  void assertEndOfView(Expected expected, Outcome outcome) {
    assertThat(ends).containsExactly(outcome);
  }
}
