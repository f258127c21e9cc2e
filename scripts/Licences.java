import dev.gladhand.json.Json;
import dev.gladhand.json.JsonLimits;
import dev.gladhand.json.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Prints the licences of the libraries in the program; see scripts/licences. */
final class Licences {
  /** Which may be passed on with the program. Of several that a library offers, one has to be here. */
  private static final Set<String> ALLOWED =
      Set.of(
          "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "EPL-2.0", "ISC", "MIT", "MIT-0", "MPL-2.0");

  public static void main(String[] args) throws IOException {
    var limits = new JsonLimits("The bill of materials", true, 64, 10_000_000, 1_024, 16 << 20, 1_000);
    try (var bill = JsonReader.class.getResourceAsStream("/META-INF/sbom/gladhand.cdx.json")) {
      if (bill == null) {
        System.err.println("licences: the program has no bill of materials: build it with ./mvnw verify");
        System.exit(2);
      }
      var refused = new ArrayList<String>();
      var lines = new TreeSet<String>();
      var components = Json.objects(Json.at(new JsonReader(limits).read(bill.readAllBytes()), "components"));
      for (var library : components) {
        var name = library.get("group") + ":" + library.get("name") + ":" + library.get("version");
        if (name.startsWith("dev.gladhand:")) {
          continue;
        }
        var licences =
            Json.objects(library.get("licenses")).stream()
                .flatMap(one -> Stream.of(Json.at(one, "license", "id"), Json.at(one, "license", "name"), one.get("expression")))
                .filter(Objects::nonNull)
                .map(Object::toString)
                .sorted()
                .toList();
        lines.add(name + "\t" + String.join(" or ", licences));
        if (licences.stream().noneMatch(ALLOWED::contains)) {
          refused.add(name + " " + licences);
        }
      }
      lines.forEach(System.out::println);
      if (lines.isEmpty() || !refused.isEmpty()) {
        System.err.println("licences: not to be passed on: " + refused);
        System.exit(1);
      }
    }
  }
}
