const PREFIX = '/v1/models/';

/**
 * The id in the address of a model; a router's has a slash in it: `openai/gpt-5.4`. It is read from the address itself, so
 * that it is decoded once, whatever Next.js has decoded by then. What can't be decoded is no model's id, and stays as it is.
 */
export function modelIdOf(url: string): string {
  const path = new URL(url).pathname.slice(PREFIX.length);
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
