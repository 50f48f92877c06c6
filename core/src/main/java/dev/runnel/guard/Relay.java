package dev.runnel.guard;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Call;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ContentPart;
import dev.runnel.api.TokenSink;
import dev.runnel.api.Usage;
import dev.runnel.spi.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Hands what one call says on to the exchange of another, as far as that wants it: a consumer who
 * asks for one content has one taken from the service. For drivers that stand before other calls;
 * how a call ends is theirs to tell.
 */
public abstract class Relay implements TokenSink {
  /** How many contents are asked for ahead of a consumer who asked for more. */
  private static final int AHEAD = 32;

  private final Exchange exchange;

  // Guarded by this.
  private @Nullable Call started;
  private long ahead;

  /**
   * Prepares a relay.
   *
   * @param exchange where everything goes
   */
  protected Relay(Exchange exchange) {
    this.exchange = requireNonNull(exchange, "exchange is null");
  }

  /** Where everything goes. */
  protected final Exchange exchange() {
    return exchange;
  }

  @Override
  public void onStart(Call call) {
    synchronized (this) {
      started = call;
    }
    resume();
  }

  /** Demand has returned; also before the call has begun. */
  public final void resume() {
    long more;
    Call from;
    synchronized (this) {
      long most = Math.min(exchange.demand(), AHEAD);
      from = started;
      more = most - ahead;
      if (from == null || more < 1 || ahead > most / 2) {
        return;
      }
      ahead += more;
    }
    from.request(more);
  }

  @Override
  public void onToken(String token) {
    exchange.token(token);
    passed();
  }

  @Override
  public void onReasoning(String text) {
    exchange.reasoning(text);
    passed();
  }

  @Override
  public void onReasoningSignature(String signature) {
    exchange.reasoningSignature(signature);
  }

  @Override
  public void onToolCall(ChatEvent.ToolCallDelta delta) {
    exchange.toolCall(delta);
    passed();
  }

  @Override
  public void onToolResult(ContentPart.ToolResult result) {
    exchange.toolResult(result);
    passed();
  }

  @Override
  public void onUsage(Usage usage) {
    exchange.usage(usage);
  }

  /**
   * A content was passed on; asks for more before what was asked for has all come. Whatever the
   * exchange said to it: demand may have returned since, and found this content still counted.
   */
  private void passed() {
    synchronized (this) {
      ahead--;
    }
    resume();
  }
}
