package dev.gladhand.sandbox.geotab;

import dev.gladhand.sandbox.json.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A user, who may be a driver. */
final class GeotabUser implements GeotabType {
  @Override
  public String wire() {
    return "User";
  }

  @Override
  public String resource(Json.Obj user) {
    return "user";
  }

  @Override
  public String key(Json.Obj user) {
    return "user " + user.text("name");
  }

  @Override
  public Map<String, @Nullable Object> blank() {
    return GeotabMembers.of(
        "name", "",
        "firstName", "",
        "lastName", "",
        "password", "",
        "changePassword", false,
        "userAuthenticationType", "BasicAuthentication",
        "companyGroups", List.of(),
        "securityGroups", List.of(),
        "driverGroups", List.of(),
        "activeFrom", GeotabMembers.NEVER,
        "activeTo", GeotabMembers.FOR_EVER,
        "isDriver", false,
        "designation", "",
        "employeeNo", "",
        "phoneNumber", "",
        "countryCode", "",
        "licenseNumber", "",
        "licenseProvince", "",
        "timeZoneId", "America/New_York",
        "comment", "",
        "carrierNumber", "",
        "hosRuleSet", "None",
        "isYardMoveEnabled", false,
        "isPersonalConveyanceEnabled", false,
        "isAdverseDrivingEnabled", false,
        "isExemptHOSEnabled", false,
        "language", "en",
        "isMetric", true,
        "viewDriversOwnDataOnly", false);
  }

  @Override
  public void check(Json.Obj user, Json.@Nullable Obj before) {
    GeotabMembers.longest(user, "name", 255, 1);
    GeotabMembers.longest(user, "firstName", 255, 0);
    GeotabMembers.longest(user, "lastName", 255, 0);
    GeotabMembers.longest(user, "designation", 50, 0);
    GeotabMembers.longest(user, "employeeNo", 50, 0);
    GeotabMembers.longest(user, "phoneNumber", 20, 0);
    GeotabMembers.longest(user, "countryCode", 2, 0);
    for (String groups : List.of("companyGroups", "securityGroups")) {
      if (GeotabMembers.ids(user, groups).isEmpty()) {
        throw GeotabError.argument(groups + " must not be empty");
      }
    }
    if (Boolean.TRUE.equals(user.bool("isDriver"))
        && GeotabMembers.ids(user, "driverGroups").isEmpty()) {
      throw GeotabError.argument("driverGroups must not be empty");
    }
    String password = String.valueOf(user.text("password"));
    String name = String.valueOf(user.text("firstName"));
    boolean isGuessable = name.length() > 2 && password.contains(name);
    if (before == null && (password.length() < 8 || isGuessable)) {
      throw new GeotabError("PasswordPolicyViolationException", "the password is too weak");
    }
  }

  @Override
  public boolean isSame(Json.Obj one, Json.Obj other) {
    return GeotabMembers.same(one, other, "name");
  }

  @Override
  public Json.Obj shown(Json.Obj user) {
    return user.without("password");
  }
}
