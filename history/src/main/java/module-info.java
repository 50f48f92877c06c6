/** The log of conversations, in SQLite. */
module dev.runnel.history {
  requires transitive dev.runnel.core;
  requires static org.jspecify;
}
