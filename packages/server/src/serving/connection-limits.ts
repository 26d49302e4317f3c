/**
 * Of every connection, before it is known what is asked. How long a body may take is decided by what is asked
 * for: see `readBody`.
 */
export const connectionLimits = {
  headersTimeout: 10_000,
  requestTimeout: 0,
  keepAliveTimeout: 30_000,
  connectionsCheckingInterval: 5000,
  maxHeaderSize: 16 * 1024,
  noDelay: true,
};
