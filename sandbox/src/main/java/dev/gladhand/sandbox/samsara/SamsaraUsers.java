package dev.gladhand.sandbox.samsara;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Simulates {@code /users} and {@code /user-roles}: dashboard users and their roles. Drivers are
 * other records, with ids of their own.
 */
final class SamsaraUsers {
  private final SamsaraOrganization organization;
  private final SamsaraRecords users = new SamsaraRecords();

  SamsaraUsers(SamsaraOrganization organization) {
    this.organization = organization;
  }

  SamsaraRecords records() {
    return users;
  }

  Json.@Nullable Obj find(String id) {
    return users.get(id);
  }

  Answer list(Call call) {
    return users.page(call.request(), 512, _ -> true, user -> user);
  }

  Answer roles(Call call) {
    return Answer.json(
        200,
        Json.obj(
            "data",
            List.of(
                Json.obj("id", "1", "name", "Full Admin"),
                Json.obj("id", "2", "name", "Standard Admin")),
            "pagination",
            Json.obj("endCursor", "", "hasNextPage", false)));
  }

  Answer get(Call call) {
    Json.Obj user = users.get(call.id());
    return user == null ? missing(call.request()) : Answer.json(200, Json.obj("data", user));
  }

  Answer create(Call call) {
    Json.Obj body = SamsaraBodies.read(call.request(), SamsaraFields.USER_CREATE);
    Json.Obj user = add(call.request(), organization.nextId(), body);
    call.writes().applied("user", "create", SamsaraRecords.id(user), email(user), user);
    return Answer.json(200, Json.obj("data", user));
  }

  Answer update(Call call) {
    Json.Obj body = SamsaraBodies.read(call.request(), SamsaraFields.USER_UPDATE);
    Json.Obj user;
    synchronized (organization) {
      Json.Obj before = users.get(call.id());
      if (before == null) {
        return missing(call.request());
      }
      user = change(call.request(), before, body);
    }
    call.writes().applied("user", "update", SamsaraRecords.id(user), email(user), user);
    return Answer.json(200, Json.obj("data", user));
  }

  /** Adds a user from a body that has been checked. */
  Json.Obj add(Request request, String id, Json.Obj body) {
    synchronized (organization) {
      users.requireRoom(request);
      return change(request, Json.obj("id", id), body);
    }
  }

  private Json.Obj change(Request request, Json.Obj before, Json.Obj body) {
    var after = new LinkedHashMap<>(before.fields());
    after.putAll(body.fields());
    if (body.get("roles") instanceof Json.Arr written) {
      var roles = new ArrayList<Json>();
      for (Json item : written.items()) {
        var role = (Json.Obj) item;
        Json.Obj shown = Json.obj("role", Json.obj("id", role.get("roleId"), "name", "Role"));
        roles.add(
            role.get("tagId") == null
                ? shown
                : shown.with("tag", Json.obj("id", role.get("tagId"), "name", "Tag")));
      }
      after.put("roles", new Json.Arr(roles));
    }
    var user = new Json.Obj(after);
    organization.claim(
        request, "email", SamsaraRecords.id(user), before.text("email"), user.text("email"));
    users.put(SamsaraRecords.id(user), user);
    return user;
  }

  private static String email(Json.Obj user) {
    return String.valueOf(user.text("email"));
  }

  private static Answer missing(Request request) {
    return SamsaraErrors.answer(request, 404, "User not found.");
  }
}
