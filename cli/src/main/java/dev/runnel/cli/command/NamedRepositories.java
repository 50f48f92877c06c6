package dev.runnel.cli.command;

import dev.runnel.cli.input.UsageException;
import dev.runnel.plugins.install.ResolveRequest.Repository;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Repositories as they are named on the command line: {@code [ID=]URL}. */
record NamedRepositories(List<String> words) {
  private static final Pattern WORD = Pattern.compile("(?:([A-Za-z0-9][\\w.-]*)=)?(\\S+)");

  List<Repository> all() {
    List<Repository> all = new ArrayList<>();
    for (String word : words) {
      all.add(one(word, "named-" + (all.size() + 1)));
    }
    return all;
  }

  private static Repository one(String word, String id) {
    Matcher matcher = WORD.matcher(word);
    if (!matcher.matches()) {
      throw wrong("it is empty or has a blank in it");
    }
    URI address;
    try {
      address = URI.create(matcher.group(2));
    } catch (IllegalArgumentException e) {
      throw wrong("it is no URL");
    }
    if (address.getUserInfo() != null) {
      throw wrong(
          "a password does not belong into an address, where everybody can read it; name the"
              + " repository (ID=URL), and put the password into Maven's settings, for a server"
              + " of that id");
    }
    if (!List.of("https", "http", "file").contains(String.valueOf(address.getScheme()))) {
      throw wrong("it has to begin with https: or file:, or with http: on this machine");
    }
    return new Repository(matcher.group(1) == null ? id : matcher.group(1), address);
  }

  /** Without the address, which may have a password in it. */
  private static UsageException wrong(String why) {
    return new UsageException("--repository is wrong: " + why + ".");
  }
}
