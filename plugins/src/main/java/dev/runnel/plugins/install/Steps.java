package dev.runnel.plugins.install;

/** Is told before each change of a file; tests stop there. */
@FunctionalInterface
interface Steps {
  /** In programs. */
  Steps UNWATCHED = what -> {};

  void before(String what);
}
