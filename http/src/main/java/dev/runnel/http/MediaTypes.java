package dev.runnel.http;

import java.util.List;

/**
 * Which types cannot hold an answer of a model, whatever the form; all others are given a chance.
 */
final class MediaTypes {
  private static final List<String> NO_CHAT =
      List.of(
          "image/",
          "audio/",
          "video/",
          "font/",
          "multipart/",
          "application/pdf",
          "application/zip");

  private MediaTypes() {}

  static boolean isNoChat(AnswerHead head) {
    return head.mediaType().filter(type -> NO_CHAT.stream().anyMatch(type::startsWith)).isPresent();
  }
}
