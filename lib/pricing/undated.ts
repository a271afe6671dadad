/** A dated version, such as `gpt-5.4-2026-03-05`. */
const VERSION = /-\d{4}-\d{2}-\d{2}$/;

/** The alias of a dated version: `gpt-5.4` for `gpt-5.4-2026-03-05`. Any other id is its own. */
export function undated(modelId: string): string {
  return modelId.replace(VERSION, '');
}
