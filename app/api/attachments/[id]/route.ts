import { findAttachment, readBytes } from '@/lib/attachments/read';
import { removeAttachment } from '@/lib/attachments/remove';
import { responseHeaders } from '@/lib/attachments/response-headers';
import type { CurrentUser } from '@/lib/auth';
import { getDb } from '@/lib/db/client';
import { NotFoundError } from '@/lib/errors';
import { type AttachmentId, idSchema } from '@/lib/ids';
import { userRoute } from '@/lib/user-route';

type Context = RouteContext<'/api/attachments/[id]'>;

/** A person's file. The browser may keep it, but asks each time whether it still may show it. */
export const GET = userRoute(async (request, user, context: Context) => {
  const own = await ownOfRoute(user, context);
  const db = await getDb();
  const attachment = await findAttachment(db, own);
  const headers = responseHeaders(attachment);
  if (request.headers.get('if-none-match') === headers.ETag)
    return new Response(null, { status: 304, headers });
  const bytes = await readBytes({ db }, attachment);
  if (!bytes) throw new NotFoundError('file');
  return new Response(Buffer.from(bytes), { headers });
});

/** Removes a file that was attached and taken out again. One that was sent stays with its message. */
export const DELETE = userRoute(async (_request, user, context: Context) => {
  await removeAttachment({ db: await getDb() }, await ownOfRoute(user, context));
  return new Response(null, { status: 204 });
});

async function ownOfRoute(user: CurrentUser, { params }: Context) {
  const id = idSchema<AttachmentId>().safeParse((await params).id);
  if (!id.success) throw new NotFoundError('file');
  return { userId: user.id, id: id.data };
}
