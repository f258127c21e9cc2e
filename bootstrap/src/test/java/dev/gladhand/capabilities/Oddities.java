package dev.gladhand.capabilities;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Values at the edge of some type. */
final class Oddities {
  static final List<Object> VALUES = all();

  private Oddities() {}

  private static List<Object> all() {
    var all = new ArrayList<Object>();
    all.addAll(List.of(true, false, List.of(), Map.of(), Map.of("a", true), List.of("a")));
    all.addAll(texts());
    all.addAll(times());
    for (var number :
        List.of(
            "0",
            "-0",
            "0.0",
            "0e5",
            "1",
            "1.0",
            "1.50",
            "-1",
            "3.5",
            "1e2",
            "90",
            "90.0000001",
            "-90",
            "180",
            "-180.1",
            "2147483647",
            "2147483648",
            "-2147483648",
            "-2147483649",
            "2147483647.0",
            "1000000000000000000",
            "1000000000000000000.1",
            "-1e18",
            "-1.1e18",
            "1e-100",
            "1e-101",
            "1.5e-60",
            "-1e-101",
            "1e400",
            "-1e400",
            "0.1",
            "1." + "0".repeat(150),
            "0." + "0".repeat(99) + "1",
            "0." + "0".repeat(900) + "1",
            "9007199254740993")) {
      all.add(new BigDecimal(number));
    }
    return List.copyOf(all);
  }

  private static List<String> texts() {
    var texts = new ArrayList<String>();
    texts.addAll(
        List.of(
            "",
            " ",
            "\n",
            "\t \r\n",
            "a",
            "abc",
            "ABC",
            "ABC\n",
            "ABC\r\n",
            "A_1",
            "US_INT_PROP_70_8",
            "\u0000",
            "a\u0000b",
            "\ud800",
            "a\udc00",
            "\ud83d\ude9a",
            "\u00e4\u00f6\u4e2d",
            "\u2028",
            "true",
            "null",
            "[]",
            "USA",
            "usa",
            "US",
            "XXX",
            "UTC",
            "America/New_York",
            "Mars/Base",
            "SystemV/AST4",
            "USD",
            "usd",
            "driver",
            "direct",
            "high",
            "HIGH",
            "DIESEL",
            "IN_SERVICE"));
    texts.addAll(
        List.of(
            "1",
            "-1",
            "+1",
            "01",
            "1.",
            ".5",
            "1.50",
            "1e5",
            "1\n",
            "999999999999999999",
            "1000000000000000000",
            "-999999999999999999." + "9".repeat(60),
            "0." + "9".repeat(61)));
    texts.addAll(
        List.of(
            "7f2c9d1e-5b6a-4c3d-8e9f-0a1b2c3d4e5f",
            "7F2C9D1E-5B6A-4C3D-8E9F-0A1B2C3D4E5F",
            "7f2c9d1e-5b6a-4c3d-8e9f-0a1b2c3d4e5g",
            "7f2c9d1e5b6a4c3d8e9f0a1b2c3d4e5f",
            "1-1-1-1-1",
            "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----",
            "00000000-0000-0000-0000-000000000000",
            "ffffffff-ffff-ffff-ffff-ffffffffffff"));
    for (var length :
        List.of(64, 65, 255, 256, 511, 512, 513, 2500, 2501, 4096, 4097, 10_000, 10_001)) {
      texts.add("A".repeat(length));
      texts.add("\ud83d\ude9a".repeat(length));
    }
    return texts;
  }

  private static List<String> times() {
    return List.of(
        "2026-11-20",
        "2026-02-29",
        "2024-02-29",
        "2026-13-01",
        "2026-00-10",
        "2026-1-1",
        "0000-01-01",
        "0001-01-01",
        "9999-12-31",
        "10000-01-01",
        "2026-11-20\n",
        "-2026-11-20",
        "2026-11-20T08:30:00Z",
        "2026-11-20t08:30:00z",
        "2026-11-20T08:30:00",
        "2026-11-20 08:30:00Z",
        "2026-11-20T08:30:00.123456789Z",
        "2026-11-20T08:30:00.1234567891Z",
        "2026-11-20T08:30:00.Z",
        "2026-11-20T08:30Z",
        "2026-11-20T24:00:00Z",
        "2026-11-20T23:59:60Z",
        "2026-11-20T08:60:00Z",
        "2026-11-20T08:30:00+01:00",
        "2026-11-20T08:30:00-18:00",
        "2026-11-20T08:30:00+18:01",
        "2026-11-20T08:30:00+23:59",
        "2026-11-20T08:30:00-00:00",
        "2026-11-20T08:30:00+0100",
        "2026-02-30T08:30:00Z",
        "0000-06-01T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "0001-01-01T05:00:00+06:00",
        "0001-01-01T05:00:00-06:00",
        "9999-12-31T23:59:59.999999Z",
        "9999-12-31T23:59:59-01:00",
        "9999-12-31T23:59:59+01:00",
        "2026-11-20T08:30:00Z\n");
  }
}
