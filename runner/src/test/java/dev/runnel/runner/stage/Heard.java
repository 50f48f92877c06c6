package dev.runnel.runner.stage;

import dev.runnel.api.Call;
import dev.runnel.api.Outcome;
import dev.runnel.api.TokenSink;
import dev.runnel.api.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a consumer heard. */
public final class Heard implements TokenSink {
  private final long demand;
  private final StringBuilder text = new StringBuilder();
  private final List<Usage> usages = new ArrayList<>();
  private @Nullable Outcome outcome;
  private @Nullable Call call;

  public Heard() {
    this(Long.MAX_VALUE);
  }

  public Heard(long demand) {
    this.demand = demand;
  }

  @Override
  public void onStart(Call started) {
    call = started;
    if (demand > 0) {
      started.request(demand);
    }
  }

  @Override
  public void onToken(String token) {
    text.append(token);
  }

  @Override
  public void onUsage(Usage usage) {
    usages.add(usage);
  }

  @Override
  public void onEnd(Outcome end) {
    if (outcome != null) {
      throw new AssertionError("A second end: " + end);
    }
    outcome = end;
  }

  public String text() {
    return text.toString();
  }

  public List<Usage> usages() {
    return usages;
  }

  public @Nullable Outcome outcome() {
    return outcome;
  }

  public @Nullable Call call() {
    return call;
  }
}
