package dev.runnel.sandbox.fault;

import dev.runnel.sandbox.script.Script;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The catalogue of faults. */
public final class Faults {

  private static final Map<String, Fault> BY_NAME = new LinkedHashMap<>();

  static {
    add("fault-reset", "the connection is reset after two tokens", Faults.begun().reset());
    add("fault-ended-early", "ends cleanly after two tokens, without any sign of an end", begun());
    add("fault-stall", "nothing more comes after two tokens", begun().stayOpen());
  }

  private Faults() {}

  /** All of them, in the order in which they are worth listing. */
  public static List<Fault> all() {
    return List.copyOf(BY_NAME.values());
  }

  /** The fault of this name. */
  public static Optional<Fault> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  private static Script begun() {
    return Script.nothing().role().tokens("Hel", "lo");
  }

  private static void add(String name, String description, Script script) {
    BY_NAME.put(name, new Fault(name, description, service -> script));
  }
}
