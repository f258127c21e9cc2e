package dev.gladhand.testkit.connection;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.field.CompoundType;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.limit.RateLimits;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.tsp.Directory;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.Writers;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import dev.gladhand.domain.tsp.schema.SettingsSchema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A TSP that writes nothing, and lists what a test tells it. */
final class ListedTsp implements TspAdapter, Directory {
  static final Field<String> TOKEN = new Field<>("api_token", new FieldType.Text(1, 100, null));
  static final Field<String> ACCOUNT = new Field<>("account", new FieldType.Text(1, 100, null));
  static final Field<List<String>> TAGS =
      new Field<>("tags", new CompoundType.Many<>(new FieldType.Text(1, 10, null), 0, 3, true));

  final Deque<Listing> answers = new ArrayDeque<>();
  final List<String> asked = new ArrayList<>();

  static Listing page(String prefix, int size, @Nullable String next) {
    return new Listing.Page(
        IntStream.range(0, size)
            .mapToObj(i -> new Entry(new SourceId(prefix + i), prefix, Map.of("notes", "n\u0000")))
            .toList(),
        next);
  }

  static Listing failure(Retry advice) {
    return new Listing.Failed(new TspError(ErrorType.TSP, "Listed is down", false, null), advice);
  }

  @Override
  public Listing list(Resource resource, @Nullable String cursor, TspAccess tsp) {
    asked.add(resource.wire() + " " + cursor);
    return answers.removeFirst();
  }

  @Override
  public Set<Resource> resources() {
    return Set.of(Resource.VEHICLE, Resource.USER);
  }

  @Override
  public TspId id() {
    return new TspId("listed");
  }

  @Override
  public String displayName() {
    return "Listed";
  }

  @Override
  public Writers writers() {
    return Writers.builder().build();
  }

  @Override
  public CredentialsSchema credentials() {
    return new CredentialsSchema(
        List.of(Shape.of(List.of(TOKEN, ACCOUNT), new PresenceRule.Required(TOKEN))),
        Set.of(TOKEN));
  }

  @Override
  public SettingsSchema settings() {
    return new SettingsSchema(
        Shape.of(List.of(Settings.BASE_URL, TAGS)), Set.of("api.listed.example"));
  }

  @Override
  public RateLimits rateLimits(Settings settings) {
    return RateLimits.unknown();
  }

  @Override
  public Outcome test(TspAccess tsp) {
    return Outcome.accepted();
  }

  @Override
  public Optional<Directory> directory() {
    return Optional.of(this);
  }
}
