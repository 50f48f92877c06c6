package dev.runnel.cli.input;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** An address that a file may be fetched from, or to which such a fetch was redirected. */
final class WebAddress {
  private static final Pattern WITH_SCHEME = Pattern.compile("(?i)[a-z][a-z0-9+.-]+://.*");
  private static final Pattern V4 = Pattern.compile("[0-9.]+");

  private final URI uri;

  private WebAddress(URI uri) {
    this.uri = uri;
  }

  /** Whether a text is meant as an address, and not as a file's name. */
  static boolean looksSo(String text) {
    return WITH_SCHEME.matcher(text).matches();
  }

  /**
   * Reads what the user wrote.
   *
   * @throws UsageException when nothing is fetched from there
   */
  static WebAddress of(String text) {
    try {
      return checked(new URI(text));
    } catch (URISyntaxException e) {
      throw new UsageException("'" + text + "' is no address: " + e.getReason() + ".", e);
    }
  }

  /**
   * Where an answer sends its reader.
   *
   * @throws UsageException when that is no place to follow to
   */
  WebAddress redirected(String location) {
    WebAddress next;
    try {
      next = checked(uri.resolve(location));
    } catch (IllegalArgumentException e) {
      throw new UsageException(this + " redirects to what is no address.", e);
    }
    if (scheme().equals("https") && !next.scheme().equals("https")) {
      throw new UsageException(this + " redirects from https to plain http; not followed.");
    }
    return next;
  }

  URI uri() {
    return uri;
  }

  String host() {
    String host = uri.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Whether its text alone says that it is on this machine. No name is looked up. */
  boolean onThisMachine() {
    String host = host().toLowerCase(Locale.ROOT);
    boolean literal = host.contains(":") || V4.matcher(host).matches();
    try {
      return host.equals("localhost")
          || (literal && InetAddress.getByName(host).isLoopbackAddress());
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Without what may be secret: user, query and fragment. */
  @Override
  public String toString() {
    return scheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
  }

  private String scheme() {
    return uri.getScheme().toLowerCase(Locale.ROOT);
  }

  private static WebAddress checked(URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw new UsageException(
          "Nothing is fetched from '"
              + scheme
              + "://…': an attachment is a file, an https address, or - for standard input.");
    }
    if (uri.getHost() == null) {
      throw new UsageException("'" + scheme + "://…' names no host to fetch from.");
    }
    if (uri.getRawUserInfo() != null) {
      throw new UsageException(
          "An address with a user or password in it is not fetched; download the file, and attach"
              + " that.");
    }
    WebAddress address = new WebAddress(uri);
    if (scheme.equals("http") && !address.onThisMachine()) {
      throw new UsageException(
          address + " is plain http, which anybody on the way can read and change; use https.");
    }
    return address;
  }
}
