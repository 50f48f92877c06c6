package dev.runnel.sandbox.service;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One thing that is wrong with a request.
 *
 * @param status the HTTP status to refuse with, 4xx
 * @param message what is wrong, in words
 * @param type the service's own word for this kind of error, or empty
 * @param code the service's own code of it
 * @param param where in the request it is
 */
record Finding(
    int status, String message, String type, Optional<String> code, Optional<String> param) {

  Finding {
    requireNonNull(message, "message is null");
    requireNonNull(type, "type is null");
    requireNonNull(code, "code is null");
    requireNonNull(param, "param is null");
  }

  static Finding of(int status, String message) {
    return new Finding(status, message, "", Optional.empty(), Optional.empty());
  }

  Finding status(int status) {
    return new Finding(status, message, type, code, param);
  }

  Finding type(String type) {
    return new Finding(status, message, type, code, param);
  }

  Finding code(String code) {
    return new Finding(status, message, type, Optional.of(code), param);
  }

  Finding param(String param) {
    return new Finding(status, message, type, code, Optional.of(param));
  }
}
