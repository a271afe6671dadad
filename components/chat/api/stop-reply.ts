/**
 * Asks the server to stop the reply under way in a chat. Its stream then ends by itself, with what was used.
 * Closing the stream would not do: the server takes that for a closed tab, and goes on.
 *
 * @returns whether the server could be asked; it may not have begun the reply yet, or even the chat
 */
export async function stopReply(chatId: string): Promise<boolean> {
  try {
    const response = await fetch(`/api/chat/${chatId}/stop`, { method: 'POST' });
    return response.ok || response.status === 404;
  } catch {
    return false;
  }
}
