import { tooLarge } from '@/lib/attachments/check-file';
import { FileRefusedError } from '@/lib/attachments/errors';
import { MOST_FILE_BYTES } from '@/lib/attachments/limits';
import { saveAttachment } from '@/lib/attachments/save';
import { getDb } from '@/lib/db/client';
import { BodyTooLargeError } from '@/lib/errors';
import { readBytes } from '@/lib/http';
import { countAttempt } from '@/lib/rate-limit';
import { userRoute } from '@/lib/user-route';

const UPLOADS_PER_HOUR = 300;

/** Keeps a file to be attached: the body is the file, `?name=` what it is called. */
export const POST = userRoute(async (request, user) => {
  const db = await getDb();
  await countAttempt(db, { key: `upload:${user.id}`, limit: UPLOADS_PER_HOUR, windowSeconds: 3_600 });
  const bytes = await readBytes(request, MOST_FILE_BYTES).catch((error: unknown) => {
    throw error instanceof BodyTooLargeError ? new FileRefusedError(tooLarge(MOST_FILE_BYTES)) : error;
  });
  const name = new URL(request.url).searchParams.get('name') ?? '';
  return Response.json(await saveAttachment({ db }, { userId: user.id, name, bytes }), { status: 201 });
});
