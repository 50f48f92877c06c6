package dev.runnel.gateway.soak;

import dev.runnel.sandbox.exchange.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Accounts for every request: what client, gateway and service say of it must agree. */
public final class Books {
  private static final int MOST_COMPLAINTS = 12;

  private record Report(int status, int attempts) {}

  private final Plans plans;
  private final int mostAttempts;
  private final Map<Integer, Entry> seen = new HashMap<>();
  private final Map<Integer, List<Fate>> fates = new HashMap<>();
  private final List<String> complaints = new ArrayList<>();
  private final Map<Course, Duration> longest = new EnumMap<>(Course.class);
  private final Map<String, Report> reports = new HashMap<>();
  private int exchanges;
  private int untold;

  /**
   * Empty books.
   *
   * @param mostAttempts how often the gateway tries
   */
  public Books(Plans plans, int mostAttempts) {
    this.plans = plans;
    this.mostAttempts = mostAttempts;
  }

  /** A client has seen the end of a request. */
  public synchronized void seen(Sighting sighting) {
    Plan plan = plans.plan(sighting.number());
    complain(plan, new Expectation(plan, mostAttempts).client(sighting));
    longest.merge(plan.course(), sighting.took(), (a, b) -> a.compareTo(b) > 0 ? a : b);
    if (seen.put(sighting.number(), Entry.of(sighting)) != null) {
      complain(plan, List.of("it ended twice"));
    }
  }

  /** An exchange has ended at the service. */
  public synchronized void served(int number, Fate fate) {
    exchanges++;
    fates.computeIfAbsent(number, any -> new ArrayList<>(1)).add(fate);
  }

  /**
   * The gateway says what became of a request.
   *
   * @param id what it called it
   * @param status of the response; 0 where no head was sent
   * @param attempts how many it began
   */
  public synchronized void reported(String id, int status, int attempts) {
    if (reports.put(id, new Report(status, attempts)) != null) {
      complaints.add("two reports of " + id);
    }
  }

  /**
   * Closes the books.
   *
   * @param asked how many requests there were
   * @return what does not agree; empty: every request is accounted for
   */
  public synchronized List<String> settle(int asked) {
    for (int number = 0; number < asked; number++) {
      Plan plan = plans.plan(number);
      Entry entry = seen.get(number);
      if (entry == null) {
        complain(plan, List.of("no end was seen"));
      } else {
        List<Fate> own = fates.getOrDefault(number, List.of());
        complain(plan, new Expectation(plan, mostAttempts).service(entry, own));
        complain(plan, gateway(entry));
      }
    }
    if (seen.size() != asked) {
      complaints.add(seen.size() + " requests were seen, and " + asked + " asked");
    }
    fates.keySet().stream()
        .filter(number -> number >= asked)
        .forEach(number -> complaints.add("nobody asked " + number));
    if (reports.size() > untold) { // who leaves before a head comes is told no id
      complaints.add(reports.size() + " reports of requests that nobody made, of " + untold);
    }
    return List.copyOf(complaints);
  }

  private List<String> gateway(Entry entry) {
    if (entry.requestId().isEmpty()) {
      untold++;
      return List.of();
    }
    Report report = reports.remove(entry.requestId());
    if (report == null) {
      return List.of("no report of " + entry.requestId());
    }
    boolean agrees =
        report.status() == entry.status()
            && (entry.attempts() == 0 || report.attempts() == entry.attempts());
    return agrees ? List.of() : List.of(report + " of " + entry);
  }

  /** How many requests took each course, how long at most, and how many exchanges they were. */
  public synchronized String summary() {
    Map<Course, Integer> courses = new EnumMap<>(Course.class);
    seen.keySet().forEach(number -> courses.merge(plans.plan(number).course(), 1, Integer::sum));
    return seen.size()
        + " requests, "
        + exchanges
        + " exchanges: "
        + courses
        + "; at most "
        + longest;
  }

  private void complain(Plan plan, List<String> wrongs) {
    if (!wrongs.isEmpty() && complaints.size() < MOST_COMPLAINTS) {
      complaints.add(plan + ": " + String.join("; ", wrongs));
    }
  }
}
