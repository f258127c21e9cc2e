package dev.gladhand.application.invitation;

import dev.gladhand.application.RandomBytes;
import dev.gladhand.domain.record.Sha256;
import java.net.URI;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes the links of invitations, and the hash by which a link is found. Thread-safe. */
public final class InvitationLinks {
  /** The path of the invitation pages below the public address of the node. */
  public static final String PATH = "/connect";

  /** The query parameter that carries the secret. */
  public static final String PARAMETER = "invite";

  private static final int BYTES = 32;
  private static final int LONGEST = 100;

  private final @Nullable String publicUrl;
  private final RandomGenerator random;

  /**
   * @param publicUrl the address of this node for browsers, or null if none is set
   * @param random a cryptographic source
   */
  public InvitationLinks(@Nullable String publicUrl, RandomGenerator random) {
    this.publicUrl =
        publicUrl != null && publicUrl.endsWith("/")
            ? publicUrl.substring(0, publicUrl.length() - 1)
            : publicUrl;
    this.random = random;
  }

  /**
   * A new link.
   *
   * @param url contains the secret
   * @param hash the hash of the secret, by which the store finds the invitation
   */
  record Link(String url, String hash) {
    @Override
    public String toString() {
      return "Link";
    }
  }

  /** A new link of 256 random bits; empty if the node has no public address. */
  Optional<Link> make() {
    if (publicUrl == null) {
      return Optional.empty();
    }
    var secret = RandomBytes.text(random, BYTES);
    return Optional.of(new Link(publicUrl + PATH + "?" + PARAMETER + "=" + secret, hash(secret)));
  }

  /** The address to which TSPs send browsers back; empty if the node has no public address. */
  Optional<URI> callback() {
    return Optional.ofNullable(publicUrl).map(url -> URI.create(url + PATH + "/callback"));
  }

  /**
   * The hash by which the store finds the invitation of a secret; empty if the text cannot be a
   * secret.
   */
  static Optional<String> known(String secret) {
    return secret.isEmpty() || secret.length() > LONGEST
        ? Optional.empty()
        : Optional.of(hash(secret));
  }

  static String hash(String secret) {
    return Sha256.hex(secret);
  }
}
