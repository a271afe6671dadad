import { findAttachment, readBytes } from '@/lib/attachments/read';
import { removeAttachment } from '@/lib/attachments/remove';
import { responseHeaders } from '@/lib/attachments/response-headers';
import { requireUser } from '@/lib/auth';
import { getDb } from '@/lib/db/client';
import { NotFoundError } from '@/lib/errors';
import { route } from '@/lib/http';
import { type AttachmentId, idSchema } from '@/lib/ids';

type Context = RouteContext<'/api/attachments/[id]'>;

/** A person's file. The browser may keep it, but asks each time whether it still may show it. */
export const GET = route(async (request, context: Context) => {
  const db = await getDb();
  const attachment = await findAttachment(db, await own(context));
  const headers = responseHeaders(attachment);
  if (request.headers.get('if-none-match') === headers.ETag)
    return new Response(null, { status: 304, headers });
  const bytes = await readBytes({ db }, attachment);
  if (!bytes) throw new NotFoundError('file');
  return new Response(Buffer.from(bytes), { headers });
});

/** Removes a file that was attached and taken out again. One that was sent stays with its message. */
export const DELETE = route(async (_request, context: Context) => {
  await removeAttachment({ db: await getDb() }, await own(context));
  return new Response(null, { status: 204 });
});

async function own({ params }: Context) {
  const user = await requireUser();
  const id = idSchema<AttachmentId>().safeParse((await params).id);
  if (!id.success) throw new NotFoundError('file');
  return { userId: user.id, id: id.data };
}
