package dev.runnel.gateway.soak;

import dev.runnel.sandbox.dialect.Trouble;
import dev.runnel.sandbox.exchange.Exchange;
import dev.runnel.sandbox.exchange.Fate;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import dev.runnel.sandbox.script.Pace;
import dev.runnel.sandbox.script.Script;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The service's side of a soak: what a sandbox answers, and what became of it. */
public final class SoakService implements Function<ReceivedRequest, Script> {
  private final Plans plans;
  private final Set<Integer> failedOnce = ConcurrentHashMap.newKeySet();
  private final Queue<Exchange> underWay = new ConcurrentLinkedQueue<>();

  public SoakService(Plans plans) {
    this.plans = plans;
  }

  /** Is told of each exchange. */
  public void began(Exchange exchange) {
    underWay.add(exchange);
  }

  /**
   * Tells the number and the fate of each exchange that has ended since.
   *
   * @return how many have not ended yet
   */
  public int settle(BiConsumer<Integer, Fate> ended) {
    int left = 0;
    for (Exchange exchange : List.copyOf(underWay)) {
      if (exchange.fate() == Fate.IN_PROGRESS) {
        left++;
      } else {
        underWay.remove(exchange);
        ended.accept(plans.planOf(exchange.request().bodyText()).number(), exchange.fate());
      }
    }
    return left;
  }

  @Override
  public Script apply(ReceivedRequest request) {
    Plan plan = plans.planOf(request.bodyText());
    Script begun = said(plan, plan.cut());
    return switch (plan.course()) {
      case HEALTHY, SLOW_CLIENT, LEFT -> healthy(plan);
      case UNAVAILABLE_ONCE ->
          failedOnce.add(plan.number())
              ? Script.refusing(Trouble.OVERLOADED, "once")
              : healthy(plan);
      case LOST_ONCE -> failedOnce.add(plan.number()) ? Script.nothing().close() : healthy(plan);
      case DOWN -> Script.refusing(Trouble.OVERLOADED, "always");
      case REFUSED -> Script.refusing(Trouble.INVALID_REQUEST, "refused");
      case LOST -> begun.close();
      case RESET -> begun.reset();
      case FAILING -> begun.error(Trouble.SERVER_ERROR, "failing");
      case ENDED_EARLY -> begun;
      case SILENT -> Script.nothing().stayOpen();
      case STALLED -> begun.stayOpen();
    };
  }

  private static Script healthy(Plan plan) {
    return said(plan, plan.tokens()).finish("stop").usage(7, plan.tokens()).done();
  }

  private static Script said(Plan plan, int tokens) {
    return Script.nothing()
        .paced(Pace.every(plan.pace()))
        .role()
        .tokens(IntStream.range(0, tokens).mapToObj(plan::token).toArray(String[]::new));
  }
}
