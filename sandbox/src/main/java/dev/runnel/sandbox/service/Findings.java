package dev.runnel.sandbox.service;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with one request, all of it. */
public final class Findings {

  private static final int BAD_REQUEST = 400;

  private final List<Finding> all = new ArrayList<>();

  /** Something wrong that makes the request a bad one. */
  void add(String message) {
    add(BAD_REQUEST, message);
  }

  /** Something wrong that has a status of its own. */
  void add(int status, String message) {
    add(Finding.of(status, message));
  }

  /** Something wrong, in the service's own terms. */
  void add(Finding finding) {
    all.add(finding);
  }

  public boolean none() {
    return all.isEmpty();
  }

  /** The first thing found; a service that tells one thing at a time tells this. */
  Finding first() {
    return all.get(0);
  }

  /** In the order found. */
  public List<String> messages() {
    return all.stream().map(Finding::message).toList();
  }

  /** The status to refuse with, 4xx: the first that is not 400, if there is one. */
  public int status() {
    return all.stream()
        .mapToInt(Finding::status)
        .filter(status -> status != BAD_REQUEST)
        .findFirst()
        .orElse(BAD_REQUEST);
  }
}
