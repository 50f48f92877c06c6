package dev.runnel.gateway.soak;

import dev.runnel.gateway.soak.Sighting.End;
import dev.runnel.sandbox.exchange.Fate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What must have been seen of a request, by its plan. */
final class Expectation {
  private final Plan plan;
  private final int mostAttempts;

  /**
   * The expectation of a plan.
   *
   * @param mostAttempts how often the gateway tries
   */
  Expectation(Plan plan, int mostAttempts) {
    this.plan = plan;
    this.mostAttempts = mostAttempts;
  }

  /** What is wrong with what the client saw; empty: nothing. */
  List<String> client(Sighting seen) {
    List<String> wrongs = new ArrayList<>();
    if (!seen.remark().isEmpty() && seen.end() != End.LEFT) {
      wrongs.add(seen.remark());
    }
    if (!ends().contains(seen.end())) {
      wrongs.add("ended " + seen.end() + ", not " + ends());
    }
    if (!statuses().contains(seen.status())) {
      wrongs.add("status " + seen.status() + ", not " + statuses());
    }
    if (!textFits(seen)) {
      wrongs.add("'" + seen.text() + "' of '" + plan.text(plan.tokens()) + "'");
    }
    if (seen.status() != 0 && seen.requestId().isEmpty()) {
      wrongs.add("no x-request-id");
    }
    return wrongs;
  }

  private boolean textFits(Sighting seen) {
    boolean part = plan.text(plan.tokens()).startsWith(seen.text());
    return switch (seen.end()) {
      case WHOLE -> seen.text().equals(plan.text(plan.tokens()));
      case LEFT -> part;
      case TROUBLED ->
          plan.course() == Course.RESET ? part : seen.text().equals(plan.text(plan.cut()));
      default -> seen.text().isEmpty();
    };
  }

  private Set<End> ends() {
    return switch (plan.course()) {
      case HEALTHY, SLOW_CLIENT, UNAVAILABLE_ONCE, LOST_ONCE -> EnumSet.of(End.WHOLE);
      case DOWN, REFUSED -> EnumSet.of(End.REFUSED);
      case LOST, FAILING, ENDED_EARLY ->
          EnumSet.of(plan.form().isStream() ? End.TROUBLED : End.REFUSED);
      // A reset can overtake all that was said, and then the head has not been sent.
      case RESET ->
          plan.form().isStream() ? EnumSet.of(End.TROUBLED, End.REFUSED) : EnumSet.of(End.REFUSED);
      case SILENT, STALLED -> EnumSet.of(End.LEFT);
      case LEFT -> EnumSet.of(End.LEFT, End.WHOLE);
    };
  }

  private Set<Integer> statuses() {
    return switch (plan.course()) {
      case HEALTHY, SLOW_CLIENT, UNAVAILABLE_ONCE, LOST_ONCE, STALLED, LEFT -> Set.of(200);
      case DOWN -> Set.of(unavailable());
      case REFUSED -> Set.of(400);
      case LOST, ENDED_EARLY, FAILING ->
          plan.form().isStream() ? Set.of(200) : Set.of(502, unavailable());
      case RESET -> plan.form().isStream() ? Set.of(200, 502) : Set.of(502);
      case SILENT -> Set.of(0);
    };
  }

  /** Anthropic has a status of its own for it. */
  private int unavailable() {
    return plan.form().isOpenAi() ? 503 : 529;
  }

  /** What is wrong with what became of the exchanges at the service, in any order. */
  List<String> service(Entry entry, List<Fate> fates) {
    List<String> wrongs = new ArrayList<>();
    if (entry.attempts() > 0 && entry.attempts() != fates.size()) {
      wrongs.add("attempts " + entry.attempts() + ", exchanges " + fates);
    }
    if (!fatesFit(fates)) {
      wrongs.add("at the service " + fates);
    }
    return wrongs;
  }

  private boolean fatesFit(List<Fate> fates) {
    int answered = Collections.frequency(fates, Fate.ANSWERED);
    int cut = Collections.frequency(fates, Fate.CUT);
    int all = fates.size();
    return switch (plan.course()) {
      case HEALTHY, SLOW_CLIENT, REFUSED, ENDED_EARLY -> all == 1 && answered == 1;
      // An answer that has failed need not be read to its end.
      case FAILING -> all == 1 && cut == 0;
      case UNAVAILABLE_ONCE -> all == 2 && answered == 2;
      case LOST_ONCE -> all == 2 && cut == 1 && answered == 1;
      case DOWN -> all == mostAttempts && answered == all;
      case LOST -> all == 1 && cut == 1;
      case RESET -> all >= 1 && all <= mostAttempts && cut == all;
      case SILENT -> all <= 1 && answered == 0 && cut == 0;
      case STALLED -> all == 1 && answered == 0 && cut == 0;
      case LEFT -> all == 1 && cut == 0;
    };
  }
}
