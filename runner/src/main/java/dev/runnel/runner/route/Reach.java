package dev.runnel.runner.route;

/** Who can see a request on its way, as far as the endpoint's base URL tells. */
public enum Reach {
  /** It stays on this machine. */
  LOOPBACK,
  /** It leaves this machine, protected by TLS. */
  PROTECTED,
  /** It leaves this machine in clear: anybody on the way can read it. */
  IN_CLEAR,
  /** The provider has no base URL, so nobody can tell. */
  NOT_SAID
}
