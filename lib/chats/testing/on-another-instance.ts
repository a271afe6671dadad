/** Another process knows nothing of the replies that are written here. */
export async function onAnotherInstance<T>(act: () => Promise<T>): Promise<T> {
  const here = globalThis.tokentallyRunningReplies;
  globalThis.tokentallyRunningReplies = undefined;
  try {
    return await act();
  } finally {
    globalThis.tokentallyRunningReplies = here;
  }
}
