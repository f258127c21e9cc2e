package dev.gladhand.tsp.kit.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a | a bad day in area a | a bad day in area a",
        "a | {\"password\":\"a\"} | {\"password\":\"*****\"}",
        "pass | password pass, pass=pass bypass | password *****, *****=***** bypass",
        "pass | q=%22pass%22 | q=%22*****%22",
        "pass | one\\npass\\ntwo | one\\n*****\\ntwo",
        "pass | \\u0022pass\\x22 \\x22pass | \\u0022*****\\x22 \\x22*****",
        "secret-7 | my-secret-7x | my-*****x",
        "a/b+c=d& | x=a%2Fb%2Bc%3Dd%26&y | x=*****&y",
      })
  void secretsAreMaskedAsWholeValues(String secret, String text, String masked) {
    assertEquals(masked, Secrets.NONE.and(List.of(secret)).scrub(text));
  }
}
