package dev.runnel.sandbox.fault;

import static java.util.Objects.requireNonNull;

import dev.runnel.sandbox.script.Script;
import java.util.function.Function;

/** A misbehaviour of a service that can be asked for by name. */
public final class Fault {

  private final String name;
  private final String description;
  private final Function<String, Script> scripts;

  Fault(String name, String description, Function<String, Script> scripts) {
    this.name = requireNonNull(name, "name is null");
    this.description = requireNonNull(description, "description is null");
    this.scripts = requireNonNull(scripts, "scripts is null");
  }

  /** What it is asked for by: {@code fault-} and what happens. */
  public String name() {
    return name;
  }

  /** What happens, in a line. */
  public String description() {
    return description;
  }

  /** How the service with this id plays it. */
  public Script script(String service) {
    return scripts.apply(service);
  }

  @Override
  public String toString() {
    return name;
  }
}
