import { EnvironmentError } from './env-checks';

/** Says why the server can't start, in plain words where a setting is wrong, and ends it. */
export function endUnstarted(error: unknown): never {
  console.error(error instanceof EnvironmentError ? error.message : error);
  process.exit(1);
}
