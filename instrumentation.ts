/** Runs once, when a server starts. */
export async function register(): Promise<void> {
  // The check must stand here: the bundler leaves out for the other runtime what only Node can do.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { start } = await import('./lib/start');
    await start();
  }
}
