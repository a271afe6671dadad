import { fileNameOf } from '@/lib/chats/export/file-name';
import { chatToJson } from '@/lib/chats/export/json';
import { chatToMarkdown } from '@/lib/chats/export/markdown';
import { loadChat } from '@/lib/chats/load-chat';
import { contentDisposition } from '@/lib/content-disposition';
import { getDb } from '@/lib/db/client';
import { userRoute } from '@/lib/user-route';
import { chatOfRoute } from '../chat-of-route';

/** A chat as a file: as markdown what is shown of it, or with `?format=json` all there is. */
export const GET = userRoute(async (request, user, { params }: RouteContext<'/api/chat/[chatId]/export'>) => {
  const own = await chatOfRoute(user, params);
  const db = await getDb();
  if (new URL(request.url).searchParams.get('format') === 'json') {
    const chat = await chatToJson(db, own);
    return file(JSON.stringify(chat, null, 2), 'application/json', fileNameOf(chat.title, 'json'));
  }
  const chat = await loadChat(db, own);
  return file(chatToMarkdown(chat), 'text/markdown; charset=utf-8', fileNameOf(chat.title, 'md'));
});

function file(content: string, type: string, name: string): Response {
  return new Response(content, {
    headers: {
      'Content-Type': type,
      'Content-Disposition': contentDisposition('attachment', name),
      'Cache-Control': 'no-store',
    },
  });
}
