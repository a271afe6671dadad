/** The code of an error, or of what caused it: Postgres' SQLSTATE, or the driver's or the system's; '' without one. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return errorCode(error.cause);
}
