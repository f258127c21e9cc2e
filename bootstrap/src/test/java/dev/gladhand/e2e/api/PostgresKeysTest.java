package dev.gladhand.e2e.api;

import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.Stores;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresKeysTest extends KeysContract {
  PostgresKeysTest() {
    super(Stores.Kind.POSTGRESQL);
  }

  @Test
  void racingRequestsAtTwoNodesMakeOneOperation() throws Exception {
    try (var second = world().another(Map.of())) {
      var partner = fleet().partner();
      for (var sample : Sample.ALL) {
        race(sample, List.of(partner, partner.at(second)));
      }
    }
  }
}
