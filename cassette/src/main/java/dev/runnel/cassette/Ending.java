package dev.runnel.cassette;

/** How an answer ended. */
enum Ending {
  /** As its framing said. */
  ENDED("end"),
  /** The service closed the connection (FIN) before the end. */
  CUT("cut"),
  /** The connection was reset (RST) before the end. */
  RESET("reset"),
  /** The client went before the end; what the service would have said is not known. */
  ABORTED("aborted"),
  /** There was no connection to the service. */
  UNREACHABLE("unreachable");

  private final String word;

  Ending(String word) {
    this.word = word;
  }

  /** As it stands in a cassette. */
  String word() {
    return word;
  }
}
