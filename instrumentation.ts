/** Runs once, when a server starts. */
export async function register(): Promise<void> {
  forgetEmptyAddress();
  forgetOldAddress();
  // The check must stand here: the bundler leaves out for the other runtime what only Node can do.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    try {
      const { start } = await import('@/lib/start');
      await start();
    } catch (error) {
      // By itself Next.js would say that it is ready, and answer every request with a 500.
      const { endUnstarted } = await import('@/lib/end-unstarted');
      endUnstarted(error);
    }
  }
}

/** Set to nothing is unset, as `lib/env.ts` has it; but OpenAI's client refuses to be loaded then. In builds, next.config.js. */
function forgetEmptyAddress(): void {
  if (process.env.OPENAI_BASE_URL === '') delete process.env.OPENAI_BASE_URL;
}

/**
 * Auth.js takes what `AUTH_URL` was called before for the app's address, and names its cookies by it, which we read by
 * `AUTH_URL` alone: nobody could sign in.
 */
function forgetOldAddress(): void {
  delete process.env.NEXTAUTH_URL;
}
