package dev.gladhand.application.reference;

import dev.gladhand.application.store.RefreshJobs.Job;
import dev.gladhand.domain.field.Moments;
import dev.gladhand.domain.record.Resource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A refresh job as a partner sees it.
 *
 * @param resources the resources that it reads
 */
public record RefreshView(Job job, Set<Resource> resources) {

  public Map<String, @Nullable Object> toJson() {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("id", job.id().toString());
    json.put("connection_id", job.connection().toString());
    json.put("status", job.status());
    json.put("progress", progress());
    json.put("error_details", job.errorDetails());
    json.put("created_at", Moments.format(job.createdAt()));
    json.put("updated_at", Moments.format(job.updatedAt()));
    return json;
  }

  private Map<String, Object> progress() {
    var progress = new LinkedHashMap<String, Object>();
    for (var resource : Resource.values()) {
      var seen = job.counts().get(resource.wire());
      if (seen != null || resources.contains(resource)) {
        var one = new LinkedHashMap<String, Object>();
        one.put("seen", Objects.requireNonNullElse(seen, 0));
        one.put("done", seen != null && !resource.wire().equals(job.resource()));
        progress.put(resource.wire(), one);
      }
    }
    return progress;
  }
}
