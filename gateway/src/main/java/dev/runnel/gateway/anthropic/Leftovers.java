package dev.runnel.gateway.anthropic;

import dev.runnel.gateway.form.Extra;
import dev.runnel.gateway.form.JsonBody;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a request holds that has no place in a request of ours: members that go no further than the
 * gateway, by name and without places; and those that go to Anthropic as they are.
 */
final class Leftovers {
  private static final Set<String> CACHE_CONTROL = Set.of("type", "ttl");

  private static final String CACHE = "cache_control";

  private final Set<String> names = new LinkedHashSet<>();
  private final Map<String, Extra> extras = new LinkedHashMap<>();

  /** Notes a field, where it says something. */
  void add(Field field) {
    if (field.present()) {
      String path = field.path();
      names.add(path.replaceAll("\\.\\d+", "")); // once, not for each of a hundred messages
    }
  }

  /** Notes a member of the body that Anthropic is to get as it is. */
  void pass(Field member) {
    pass(member, member.path());
  }

  /**
   * The same.
   *
   * @param lost what of it another service does not get
   */
  void pass(Field member, String lost) {
    if (member.present()) {
      String name = member.path();
      extras.put(name, new Extra(name, JsonBody.plain(member.node()), lost));
    }
  }

  /**
   * Notes the mark that a cache may keep what stands before it. Wherever it stands, Anthropic is
   * told to find the places itself: those of the request need not be those of ours.
   */
  void cacheControl(Field parent) {
    Field control = parent.get(CACHE);
    if (control.present()) {
      control.only(CACHE_CONTROL).need("type").word(Set.of("ephemeral"));
      extras.putIfAbsent(CACHE, new Extra(CACHE, JsonBody.plain(control.node()), CACHE));
    }
  }

  /** What is ignored, whoever serves; unmodifiable. */
  List<String> names() {
    return List.copyOf(names);
  }

  /** What Anthropic gets as it is; unmodifiable. */
  List<Extra> extras() {
    return List.copyOf(extras.values());
  }
}
