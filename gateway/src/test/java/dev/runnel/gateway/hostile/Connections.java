package dev.runnel.gateway.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** What may be said on a connection instead of a request, by name. */
final class Connections {
  private static final byte[] HTTP2_PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1);

  private final Map<String, byte[]> all = new LinkedHashMap<>();
  private final String path;
  private final String body;

  private Connections(String path, String body) {
    this.path = path;
    this.body = body;
    requestLines();
    headers();
    bodies();
    http2();
  }

  static Map<String, byte[]> of(String path, String body) {
    return new Connections(path, body).all;
  }

  private void requestLines() {
    for (String line :
        new String[] {
          "",
          " ",
          "\r\n\r\n\r\n",
          "\u0000",
          "GET",
          "GET /",
          "GET  / HTTP/1.1",
          "GET / HTTP/1.1 x",
          "GET / HTTP/0.9",
          "GET / HTTP/2.0",
          "GET / HTTP/9.9",
          "GET / http/1.1",
          "GET / HTTQ/1.1",
          "GET * HTTP/1.1",
          "OPTIONS * HTTP/1.1",
          "GET http:// HTTP/1.1",
          "GET // HTTP/1.1",
          "GET http://other/v1/models HTTP/1.1",
          "GET http://[::1/ HTTP/1.1",
          "CONNECT a:1 HTTP/1.1",
          "GET /%00 HTTP/1.1",
          "GET /% HTTP/1.1",
          "GET /%zz HTTP/1.1",
          "GET /v1/models/%ff HTTP/1.1",
          "GET /v1/models/%0d%0ax-injected:%20yes HTTP/1.1",
          "GET /v1/models/a%2f..%2fb HTTP/1.1",
          "GET /../../etc/passwd HTTP/1.1",
          "GET /v1/../v1/models HTTP/1.1",
          "GET ?x HTTP/1.1",
          "GET /v1/models/ HTTP/1.1",
          "GET /v1/models?limit=%zz HTTP/1.1",
          "GET /#x HTTP/1.1",
          "GET /v1/models?limit=-1&after=&&=;%00 HTTP/1.1",
          "GET /\u0080\u00ff HTTP/1.1",
          "G\u0000T / HTTP/1.1",
          "{} / HTTP/1.1",
          "TRACE / HTTP/1.1",
          "PUT " + path + " HTTP/1.1",
          "DELETE /v1/models/x HTTP/1.1",
          "PATCH /healthz HTTP/1.1",
          "HEAD " + path + " HTTP/1.1",
          "GET /" + "a".repeat(3_000) + " HTTP/1.1",
          "GET /" + "a".repeat(100_000) + " HTTP/1.1",
          "GET /v1/models/" + "%41".repeat(1_000) + " HTTP/1.1",
          "X".repeat(9_000) + " / HTTP/1.1",
          "GET /" + "a/".repeat(1_800) + " HTTP/1.1",
          "GET /?" + "a=b&".repeat(900) + " HTTP/1.1"
        }) {
      add(
          "the line " + (line.length() > 60 ? line.substring(0, 60) : line),
          line + "\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    }
  }

  private void headers() {
    for (String header :
        new String[] {
          ": x",
          " : x",
          "x",
          "x y: z",
          "x\u0000: y",
          "x: \u0000",
          "x: a\rb",
          "x: a\nx-injected: b",
          " x: folded",
          "x : y",
          "\u00e9: y",
          "x: \u00ff\u0080",
          "(x): y",
          "host: other",
          "host:",
          "content-length: 5\r\ncontent-length: 6",
          "content-length: -1",
          "content-length: +5",
          "content-length: 5, 6",
          "content-length: 0x5",
          "content-length: 99999999999999999999",
          "content-length: 5\r\ntransfer-encoding: chunked",
          "transfer-encoding: chunked, chunked",
          "transfer-encoding: gzip",
          "transfer-encoding: identity",
          "transfer-encoding: x-chunked",
          "transfer-encoding: \u000bchunked",
          "expect: 100-continue",
          "expect: 200-ok",
          "upgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-key: AA==",
          "upgrade: h2c\r\nconnection: upgrade, http2-settings\r\nhttp2-settings: AAMAAABkAAQAAP__",
          "upgrade: h2c\r\nconnection: upgrade, http2-settings\r\nhttp2-settings: !!",
          "content-encoding: gzip",
          "content-type: text/\u0000",
          "content-type: ;;;=",
          "accept: ,,,",
          "x-runnel-provider: a\tb",
          "x-runnel-provider: " + "p".repeat(7_000),
          "x-runnel-provider:",
          "x-runnel-provider: openai\r\nx-runnel-provider: anthropic",
          "x-runnel-provider: \u00e9/%0a",
          "authorization: Bearer " + "k".repeat(7_000),
          "authorization: \u00ff",
          "authorization:",
          "x-api-key: \u0080",
          "x-request-id: " + "i".repeat(7_000),
          "x-request-id: \u00e9\u0000",
          "origin: null",
          "origin: \u0080://",
          "cookie: " + "c=d; ".repeat(1_200),
          "y: " + "z".repeat(100_000),
          "a: b\r\n".repeat(5_000) + "c: d",
          "range: bytes=0-,-1",
          "accept-encoding: " + "gzip;q=0.1,".repeat(400),
          "connection: \u0000,,x",
          "traceparent: 00-0-0-zz",
          "forwarded: for=\"[",
          "x-forwarded-for: " + "1,".repeat(3_000)
        }) {
      add(
          "the header " + (header.length() > 60 ? header.substring(0, 60) : header),
          "POST "
              + path
              + " HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n"
              + header
              + "\r\n"
              + "content-length: "
              + body.getBytes(UTF_8).length
              + "\r\n\r\n"
              + body);
    }
  }

  private void bodies() {
    String chunked =
        "POST " + path + " HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n";
    for (String chunks :
        new String[] {
          "0\r\n\r\n",
          "-1\r\n",
          "G\r\n",
          "\r\n\r\n",
          "5\r\nabc",
          "FFFFFFFFFFFFFFFFF\r\n",
          "7fffffff\r\n",
          "80000000\r\nx",
          " 5\r\nabcde\r\n",
          "5 \r\nabcde\r\n0\r\n\r\n",
          "5;" + "e".repeat(20_000),
          "5\nabcde\n0\n\n",
          "5\r\nabcdeXX0\r\n\r\n",
          "0\r\nx-injected: yes\r\nhost: b\r\n\r\n",
          "0\r\n" + "t: u\r\n".repeat(5_000) + "\r\n",
          "1\r\n{\r\n".repeat(3_000),
          "0x5\r\nabcde\r\n",
          "00000000000000000000005\r\nabcde\r\n0\r\n\r\n",
          "5;a=\"\r\n\"\r\nabcde\r\n0\r\n\r\n"
        }) {
      add("the chunks " + chunks.substring(0, Math.min(40, chunks.length())), chunked + chunks);
    }
    String one = "GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n";
    add("1,000 requests at once", one.repeat(1_000));
    String post =
        "POST "
            + path
            + " HTTP/1.1\r\nhost: localhost\r\ncontent-length: "
            + body.getBytes(UTF_8).length
            + "\r\n\r\n"
            + body;
    add("50 questions at once", post.repeat(50));
    add("a question and rubbish", post + "\u0001\u0002\u0003");
    add("a question in half", post.substring(0, post.length() - 5));
    add("two lengths' worth", post + body);
    add("32 MiB announced", post.replaceFirst("content-length: \\d+", "content-length: 33554433"));
    byte[] valid = post.getBytes(UTF_8);
    SplittableRandom chance = new SplittableRandom(7);
    for (int i = 0; i < 300; i++) {
      all.put("flipped bits, " + i, flipped(valid, chance));
    }
  }

  private static byte[] flipped(byte[] valid, SplittableRandom chance) {
    byte[] bytes = valid.clone();
    int head = new String(bytes, ISO_8859_1).indexOf("\r\n\r\n") + 4;
    for (int i = chance.nextInt(1, 5); i > 0; i--) {
      bytes[chance.nextInt(head)] = (byte) chance.nextInt(256);
    }
    return bytes;
  }

  private void http2() {
    byte[] settings = frame(4, 0, 0);
    all.put("half a preface", java.util.Arrays.copyOf(HTTP2_PREFACE, 12));
    all.put("a preface alone", HTTP2_PREFACE);
    all.put("a preface and a request", Wire.join(HTTP2_PREFACE, "GET / HTTP/1.1".getBytes(UTF_8)));
    all.put("settings of a wrong size", Wire.join(HTTP2_PREFACE, frame(4, 0, 0, 1, 2, 3)));
    all.put("settings on a stream", Wire.join(HTTP2_PREFACE, frame(4, 0, 1)));
    all.put(
        "headers that are none",
        Wire.join(HTTP2_PREFACE, settings, frame(1, 5, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)));
    all.put("data before headers", Wire.join(HTTP2_PREFACE, settings, frame(0, 1, 1, 1, 2, 3)));
    all.put("a window of nought", Wire.join(HTTP2_PREFACE, settings, frame(8, 0, 0, 0, 0, 0, 0)));
    all.put("a frame without a type", Wire.join(HTTP2_PREFACE, settings, frame(99, 255, 7, 1)));
    byte[] pings = new byte[0];
    byte[] resets = new byte[0];
    byte[] continuations = frame(1, 1, 1, 0x82);
    // :method GET, :scheme http, :path /, from the static table
    for (int i = 0; i < 400; i++) {
      pings = Wire.join(pings, frame(6, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8));
      resets =
          Wire.join(
              resets, frame(1, 5, 2 * i + 1, 0x82, 0x86, 0x84), frame(3, 0, 2 * i + 1, 0, 0, 0, 8));
      continuations = Wire.join(continuations, frame(9, 0, 1, 0x82));
    }
    all.put("many pings", Wire.join(HTTP2_PREFACE, settings, pings));
    all.put("many resets", Wire.join(HTTP2_PREFACE, settings, resets));
    all.put("headers without end", Wire.join(HTTP2_PREFACE, settings, continuations));
    all.put(
        "TLS", Wire.join(new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3}, new byte[508]));
    SplittableRandom chance = new SplittableRandom(11);
    for (int i = 0; i < 60; i++) {
      byte[] noise = new byte[chance.nextInt(200)];
      chance.nextBytes(noise);
      all.put("frames of noise, " + i, Wire.join(HTTP2_PREFACE, settings, noise));
      all.put("noise, " + i, noise);
    }
  }

  private static byte[] frame(int type, int flags, int stream, int... payload) {
    byte[] frame = new byte[9 + payload.length];
    frame[2] = (byte) payload.length;
    frame[3] = (byte) type;
    frame[4] = (byte) flags;
    frame[7] = (byte) (stream >> 8);
    frame[8] = (byte) stream;
    for (int i = 0; i < payload.length; i++) {
      frame[9 + i] = (byte) payload[i];
    }
    return frame;
  }

  private void add(String name, String bytes) {
    all.put(name, bytes.getBytes(ISO_8859_1));
  }
}
