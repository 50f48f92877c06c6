/** The log of conversations, in SQLite. */
module dev.runnel.history {
  requires transitive dev.runnel.core;
  requires java.sql;
  requires org.xerial.sqlitejdbc;
  requires static org.jspecify;

  exports dev.runnel.history;
}
