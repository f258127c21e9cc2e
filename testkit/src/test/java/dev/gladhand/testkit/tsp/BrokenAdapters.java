package dev.gladhand.testkit.tsp;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.payload.Trailer;
import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.Directory;
import dev.gladhand.domain.tsp.Settler;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspRuntime;
import dev.gladhand.domain.tsp.Writers;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import dev.gladhand.tsp.kit.body.Clearing;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.body.Place;
import dev.gladhand.tsp.kit.call.Exchange;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adapters whose declarations or look-ups go wrong, each in one way. */
final class BrokenAdapters {
  private BrokenAdapters() {}

  /** Declares a write of which no sample shows what it does. */
  static final class DeclaresMore extends AcmeAdapter {
    DeclaresMore(TspRuntime runtime) {
      super(runtime);
    }

    @Override
    public Writers writers() {
      var trailers =
          new AcmeWriter<Trailer>(
              http,
              "/trailers",
              FieldMap.builder().add(Place.of(Trailer.TRAILER_NAME, "name")).build());
      return Writers.builder()
          .create(Resource.MESSAGE, messages())
          .create(Resource.VEHICLE, vehicles())
          .update(Resource.VEHICLE, vehicles())
          .create(Resource.TRAILER, trailers)
          .update(Resource.TRAILER, trailers)
          .build();
    }
  }

  /** Declares a write that no settings allow. */
  static final class DeclaresWithoutAWriter extends AcmeAdapter {
    DeclaresWithoutAWriter(TspRuntime runtime) {
      super(runtime);
    }

    @Override
    public Writers writers() {
      return Writers.builder()
          .create(Resource.MESSAGE, messages(), _ -> false)
          .create(Resource.VEHICLE, vehicles())
          .update(Resource.VEHICLE, vehicles())
          .build();
    }
  }

  /** Drops a field and calls that silence. */
  static final class LosesAField extends AcmeAdapter {
    LosesAField(TspRuntime runtime) {
      super(runtime);
    }

    @Override
    AcmeWriter<Vehicle> vehicles() {
      var fields =
          FieldMap.builder()
              .add(Place.of(Vehicle.VEHICLE_NAME, "name").required())
              .add(Place.of(Vehicle.VIN, "vin"))
              .add(Place.of(Vehicle.NOTES, "notes"))
              .silent(Vehicle.FUEL_CAPACITY)
              .build();
      return new AcmeWriter<>(http, "/vehicles", fields);
    }
  }

  /** Writes a field that no sample has to a wrong place. */
  static final class MisplacesAField extends AcmeAdapter {
    MisplacesAField(TspRuntime runtime) {
      super(runtime);
    }

    @Override
    AcmeWriter<Vehicle> vehicles() {
      var fields =
          FieldMap.builder()
              .add(
                  Place.text(Vehicle.VEHICLE_NAME, 1, 100, "name")
                      .required()
                      .cleared(Clearing.REFUSED))
              .add(Place.of(Vehicle.VIN, "vin"))
              .add(Place.of(Vehicle.NOTES, "notes").cleared(Clearing.EMPTY))
              .add(Place.of(Vehicle.MODEL_TYPE, "maker"))
              .build();
      return new AcmeWriter<>(http, "/vehicles", fields);
    }
  }

  /** Keeps two digits of a length, and says nothing of the others. */
  static final class RoundsAway extends AcmeAdapter {
    RoundsAway(TspRuntime runtime) {
      super(runtime);
    }

    @Override
    public Writers writers() {
      var fields =
          FieldMap.builder()
              .add(Place.text(Trailer.TRAILER_NAME, 1, 100, "name").required())
              .add(
                  Place.of(
                      Trailer.TRAILER_LENGTH,
                      length -> length.setScale(2, RoundingMode.HALF_UP),
                      "length"))
              .build();
      return Writers.builder()
          .create(Resource.MESSAGE, messages())
          .create(Resource.VEHICLE, vehicles())
          .update(Resource.VEHICLE, vehicles())
          .create(Resource.TRAILER, new AcmeWriter<Trailer>(http, "/trailers", fields))
          .build();
    }
  }

  /** What cannot be found was not written, even where nobody looked. */
  static final class GuessesWhenSettling extends AcmeAdapter {
    GuessesWhenSettling(TspRuntime runtime) {
      super(runtime);
    }

    @Override
    public Optional<Settler> settler() {
      return Optional.of(
          (write, _, tsp) ->
              look(tsp, "/vehicles?key=" + write.key().hex()) instanceof Exchange.Answered answered
                      && AcmeWriter.id(answered) != null
                  ? new Settler.Settlement.Applied(AcmeWriter.id(answered), List.of())
                  : new Settler.Settlement.NotApplied());
    }
  }

  /** A list that could not be fetched is an empty one. */
  static final class ListsNothing extends AcmeAdapter {
    ListsNothing(TspRuntime runtime) {
      super(runtime);
    }

    @Override
    public Optional<Directory> directory() {
      return Optional.of(
          relisted(
              listing ->
                  listing instanceof Directory.Listing.Failed
                      ? new Directory.Listing.Page(List.of(), null)
                      : listing));
    }

    private Directory relisted(java.util.function.UnaryOperator<Directory.Listing> change) {
      return new Changed(new AcmeDirectory(this), change);
    }
  }

  /** Stops after the first page. */
  static final class ListsOnePage extends AcmeAdapter {
    ListsOnePage(TspRuntime runtime) {
      super(runtime);
    }

    @Override
    public Optional<Directory> directory() {
      return Optional.of(
          new Changed(
              new AcmeDirectory(this),
              listing ->
                  listing instanceof Directory.Listing.Page(var entries, _)
                      ? new Directory.Listing.Page(entries, null)
                      : listing));
    }
  }

  private record Changed(
      Directory directory, java.util.function.UnaryOperator<Directory.Listing> change)
      implements Directory {
    @Override
    public Set<Resource> resources() {
      return directory.resources();
    }

    @Override
    public Listing list(Resource resource, @Nullable String cursor, TspAccess tsp) {
      return change.apply(directory.list(resource, cursor, tsp));
    }
  }

  /** Any answer is a good one. */
  static final class PassesEveryTest extends AcmeAdapter {
    PassesEveryTest(TspRuntime runtime) {
      super(runtime);
    }

    @Override
    public Outcome test(TspAccess tsp) {
      return look(tsp, "/me") instanceof Exchange.Failed failed
          ? failed.outcome()
          : Outcome.accepted();
    }
  }

  /** Leaves forms without words. */
  static final class LabelsNothing extends AcmeAdapter {
    LabelsNothing(TspRuntime runtime) {
      super(runtime);
    }

    @Override
    public CredentialsSchema credentials() {
      var bare = new Field<>(TOKEN.name(), TOKEN.type());
      return new CredentialsSchema(
          List.of(Shape.of(List.of(bare), new PresenceRule.Required(bare))), Set.of(bare));
    }
  }

  /** Shows its token to those who ask. */
  static final class ShowsItsToken extends AcmeAdapter {
    ShowsItsToken(TspRuntime runtime) {
      super(runtime);
    }

    @Override
    public CredentialsSchema credentials() {
      return new CredentialsSchema(
          List.of(Shape.of(List.of(TOKEN), new PresenceRule.Required(TOKEN))), Set.of());
    }
  }

  /** Asks for nothing, and shows what it was given. */
  static final class NeedsNoCredentials extends AcmeAdapter {
    NeedsNoCredentials(TspRuntime runtime) {
      super(runtime);
    }

    @Override
    public CredentialsSchema credentials() {
      return new CredentialsSchema(List.of(Shape.of(List.of(TOKEN))), Set.of(TOKEN));
    }
  }
}
