package dev.runnel.sandbox.service;

import java.util.LinkedHashSet;
import java.util.Set;

/** The ids seen so far, the newest 65,536 of them. */
final class SeenIds {

  private static final int BOUND = 65_536;

  private final Set<String> ids = new LinkedHashSet<>();

  /** Whether this id is new; from now on it is not. */
  synchronized boolean isNew(String id) {
    if (!ids.add(id)) {
      return false;
    }
    if (ids.size() > BOUND) {
      ids.remove(ids.iterator().next());
    }
    return true;
  }
}
