package dev.runnel.sandbox.fault;

import static java.util.Objects.requireNonNull;

import dev.runnel.sandbox.script.Script;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A misbehaviour of a service, or a strain it puts on its clients, that can be asked for by name.
 */
public final class Fault {

  private final String name;
  private final String description;
  private final Script script;
  private final Map<String, Script> others;
  private final Set<String> strangers;

  private Fault(
      String name,
      String description,
      Script script,
      Map<String, Script> others,
      Set<String> strangers) {
    this.name = name;
    this.description = description;
    this.script = script;
    this.others = others;
    this.strangers = strangers;
  }

  static Fault of(String name, String description, Script script) {
    return new Fault(
        requireNonNull(name, "name is null"),
        requireNonNull(description, "description is null"),
        requireNonNull(script, "script is null"),
        Map.of(),
        Set.of());
  }

  /** This fault, played differently by one service. */
  Fault but(String service, Script different) {
    Map<String, Script> more = new LinkedHashMap<>(others);
    more.put(service, requireNonNull(different, "different is null"));
    return new Fault(name, description, script, more, strangers);
  }

  /** This fault, which that service's protocol cannot show. */
  Fault notFor(String service) {
    Set<String> more = new LinkedHashSet<>(strangers);
    more.add(service);
    return new Fault(name, description, script, others, more);
  }

  /** What it is asked for by: {@code fault-} and what happens. */
  public String name() {
    return name;
  }

  /** What happens, in a line. */
  public String description() {
    return description;
  }

  /**
   * Whether the protocol of this service can show it. Where not, its script is the nearest
   * likeness: a keep-alive of raw text is silence, its error object is text.
   */
  public boolean appliesTo(String service) {
    return !strangers.contains(service);
  }

  /** How the service with this id plays it. */
  public Script script(String service) {
    return others.getOrDefault(service, script);
  }

  @Override
  public String toString() {
    return name;
  }
}
