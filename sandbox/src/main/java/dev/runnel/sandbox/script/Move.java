package dev.runnel.sandbox.script;

/** One clause of a script. */
@FunctionalInterface
interface Move {

  void in(Performance performance);
}
