package dev.gladhand.console.frame;

import dev.gladhand.console.page.Block;
import dev.gladhand.json.JsonWriter;
import java.util.List;

/** Shows a write as code that a caller of the API could use. */
public final class CallExamples {
  private CallExamples() {}

  /**
   * Examples of one call, in curl, Python, TypeScript and Java.
   *
   * @param path the path with its query
   * @param json the body on one line
   */
  public static List<Block> of(String method, String path, String json) {
    // A JSON string is a valid string literal in each of these languages, and no digit of a number
    // is lost.
    var literal = JsonWriter.text(json);
    return List.of(
        new Block.Code("curl", curl(method, path, json)),
        new Block.Code("Python", python(method, path, literal)),
        new Block.Code("TypeScript", typeScript(method, path, literal)),
        new Block.Code("Java", java(method, path, literal)));
  }

  /** The curl command that makes a call with this method, path and body. */
  public static String curl(String method, String path, String json) {
    return """
        curl -X {method} "$GLADHAND{path}" \\
          -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
          -H "Idempotency-Key: $(uuidgen)" \\
          -d '{body}'"""
        .replace("{method}", method)
        .replace("{path}", path)
        .replace("{body}", json.replace("'", "'\\''"));
  }

  private static String python(String method, String path, String literal) {
    return """
        import os, uuid, urllib.request

        request = urllib.request.Request(
            os.environ["GLADHAND"] + "{path}",
            method="{method}",
            headers={
                "Authorization": "Bearer " + os.environ["TOKEN"],
                "Content-Type": "application/json",
                "Idempotency-Key": str(uuid.uuid4()),
            },
            data={body}.encode(),
        )
        print(urllib.request.urlopen(request).read().decode())"""
        .replace("{method}", method)
        .replace("{path}", path)
        .replace("{body}", literal);
  }

  private static String typeScript(String method, String path, String literal) {
    return """
        const answer = await fetch(process.env.GLADHAND + "{path}", {
          method: "{method}",
          headers: {
            Authorization: `Bearer ${process.env.TOKEN}`,
            "Content-Type": "application/json",
            "Idempotency-Key": crypto.randomUUID(),
          },
          body: {body},
        });
        console.log(answer.status, await answer.json());"""
        .replace("{method}", method)
        .replace("{path}", path)
        .replace("{body}", literal);
  }

  private static String java(String method, String path, String literal) {
    return """
        var request = HttpRequest.newBuilder(URI.create(System.getenv("GLADHAND") + "{path}"))
            .header("Authorization", "Bearer " + System.getenv("TOKEN"))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .method("{method}", BodyPublishers.ofString({body}))
            .build();
        System.out.println(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());"""
        .replace("{method}", method)
        .replace("{path}", path)
        .replace("{body}", literal);
  }
}
