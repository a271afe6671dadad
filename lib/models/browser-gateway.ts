/**
 * Stands for `@ai-sdk/gateway` in the browser (see `next.config.js`). There nothing calls a model, but `ai` would bring its
 * default provider along: 120 kB of script, 30 kB of them on the wire, to load and to start before a chat can be used.
 */
export class GatewayError extends Error {
  static isInstance(_error: unknown): boolean {
    return false;
  }
}

export class GatewayAuthenticationError extends GatewayError {}

export function createGateway(): never {
  throw new Error('Models are called on the server only: there is no gateway to them in the browser.');
}

export const gateway = {};
