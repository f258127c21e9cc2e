package dev.gladhand.outbound;

/** Why an exchange did not end with a complete reply. */
public enum FailureKind {
  /** The URL, or each address of its name, must not be called. */
  BLOCKED_TARGET,
  /**
   * This node had too many calls or look-ups under way, and none ended in time. The peer was not
   * called, so the peer has not failed.
   */
  BUSY,
  /** The name has no address, or the look-up failed. */
  DNS,
  /** The peer refused the connection or cannot be reached. */
  CONNECT_REFUSED,
  /** Look-up, connect and handshake took longer than the connect time-out. */
  CONNECT_TIMEOUT,
  /** The peer could not be verified, or speaks no acceptable TLS. */
  TLS,
  /** The connection ended before the reply was whole. */
  RESET,
  /**
   * The deadline of the whole exchange passed, or the condition for sending the request no longer
   * held.
   */
  TIMEOUT,
  /** The reply is not HTTP, or its body cannot be decompressed. */
  PROTOCOL,
  /** The reply's head or body is larger than permitted. */
  TOO_LARGE,
  /** The calling thread was interrupted or the client closed. */
  CANCELLED,
  /** The request itself cannot be sent: a malformed URL, method or header. */
  INVALID_REQUEST
}
