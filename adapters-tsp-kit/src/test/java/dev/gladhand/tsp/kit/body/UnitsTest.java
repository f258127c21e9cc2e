package dev.gladhand.tsp.kit.body;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gladhand.domain.unit.FuelVolumeUnit;
import dev.gladhand.domain.unit.OdometerUnit;
import dev.gladhand.tsp.kit.call.TspJson;
import java.math.BigDecimal;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
  @ParameterizedTest
  @CsvSource({
    "1,LITER,1",
    "0.30,LITER,0.3",
    "1,US_GALLON,3.785411784",
    "10,IMPERIAL_GALLON,45.4609",
    "2,CUBIC_METER,2000",
    "1e18,CUBIC_METER,1000000000000000000000",
    "0.000000001,US_GALLON,0.000000003785411784"
  })
  void convertsVolumesExactly(BigDecimal volume, FuelVolumeUnit unit, String litres) {
    assertEquals(litres, Units.plain(Units.litres(volume, unit)));
  }

  @ParameterizedTest
  @CsvSource({"1,METERS,1", "1.5,KILO_METERS,1500", "100,MILES,160934.4", "0,MILES,0"})
  void convertsDistancesExactly(BigDecimal distance, OdometerUnit unit, String metres) {
    assertEquals(metres, Units.plain(Units.metres(distance, unit)));
  }

  @Property
  void writesEveryNumberPlainlyAndKeepsItsValue(@ForAll BigDecimal number) {
    var plain = Units.plain(number);
    Assertions.assertFalse(plain.contains("E"));
    assertEquals(0, new BigDecimal(plain).compareTo(number));
    var json = TspJson.write(Map.of("n", number));
    Assertions.assertFalse(json.contains("E"), json);
  }
}
