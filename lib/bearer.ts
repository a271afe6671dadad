import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether a request brings a secret as `Authorization: Bearer …`. Takes as long however much of it is right. */
export function hasBearer(request: Request, secret: string): boolean {
  const [, sent = ''] = /^Bearer +(.*)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  return timingSafeEqual(digest(sent), digest(secret));
}

/** Of one length, which `timingSafeEqual` asks for. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
