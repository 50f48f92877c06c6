package dev.runnel.sandbox.service;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with one request, all of it. */
public final class Findings {

  private static final int BAD_REQUEST = 400;

  private final List<String> messages = new ArrayList<>();
  private int status = BAD_REQUEST;

  /** Something wrong that makes the request a bad one. */
  void add(String message) {
    messages.add(message);
  }

  /** Something wrong that has a status of its own. */
  void add(int status, String message) {
    if (this.status == BAD_REQUEST) {
      this.status = status;
    }
    messages.add(message);
  }

  public boolean none() {
    return messages.isEmpty();
  }

  /** In the order found. */
  public List<String> messages() {
    return List.copyOf(messages);
  }

  /** The status to refuse with, 4xx. */
  public int status() {
    return status;
  }
}
