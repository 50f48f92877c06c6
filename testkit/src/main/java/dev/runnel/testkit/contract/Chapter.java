package dev.runnel.testkit.contract;

/** One chapter of rules; {@link ProviderContract} binds them all. */
interface Chapter {
  /** What the rule is tried on. */
  Ground ground();
}
