package dev.runnel.testkit.contract;

/** By what a service shows that an answer is whole, beside a finish reason. */
public enum Evidence {
  /** By a mark of the protocol's own, or by the finish reason alone. */
  MARK,
  /** By the end of a document; an answer is one document, and its content comes with its end. */
  DOCUMENT,
  /** By the end of a document; an answer is one document after the other, each a token. */
  DOCUMENTS,
  /** By the transport's own clean end: the last chunk, or the full content length. */
  TRANSPORT
}
