package dev.gladhand.domain.connection;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.field.Wire;
import dev.gladhand.domain.record.Resource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a fleet lets a partner do through a connection. A resource that is not named is not
 * permitted at all. Immutable.
 */
public record Permissions(Map<Resource, Access> byResource) {
  /** The JSON object of permissions, with one member for each resource. */
  public static final Shape SHAPE =
      Shape.of(Stream.of(Resource.values()).<Field<?>>map(Permissions::field).toList());

  public Permissions {
    byResource = Map.copyOf(byResource);
  }

  /** What may be done with a resource. */
  public enum Access implements Wire {
    READ,
    READ_WRITE;
  }

  /**
   * Makes permissions from the members that {@link #SHAPE} has read; a member that is null permits
   * nothing.
   */
  public static Permissions of(Fields fields) {
    var named = new EnumMap<Resource, Access>(Resource.class);
    for (var resource : Resource.values()) {
      var access = fields.get(field(resource));
      if (access != null) {
        named.put(resource, access);
      }
    }
    return new Permissions(named);
  }

  public boolean mayWrite(Resource resource) {
    return byResource.get(resource) == Access.READ_WRITE;
  }

  /** Whether the other permissions allow at least as much for the resource as these do. */
  public boolean within(Permissions other, Resource resource) {
    var here = byResource.get(resource);
    var there = other.byResource.get(resource);
    return here == null || there != null && here.compareTo(there) <= 0;
  }

  /** The JSON object that {@link #SHAPE} reads, in the order of the resources. */
  public Map<String, Object> toJson() {
    var json = new LinkedHashMap<String, Object>();
    for (var resource : Resource.values()) {
      var access = byResource.get(resource);
      if (access != null) {
        json.put(resource.wire(), access.wire());
      }
    }
    return json;
  }

  private static Field<Access> field(Resource resource) {
    return new Field<>(resource.wire(), new FieldType.Choice<>(Access.class));
  }
}
